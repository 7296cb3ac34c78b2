using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Each step of <c>demote_pool_huge_page()</c> up to the first part is a step of the design of its release: in the recorded runs the vmemmap cannot be restored at first, and the hugepage goes back to the pool; then it can. A run that was tampered
/// with is found out.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Demotion_refines_its_designs
{
    private const string Demoted = "7.3.4-demoted-when-restored";

    private const string DemotedAndDissolved = "6.1.192-demoted-and-dissolved";

    private static readonly string[] Steps = ["demote", "restore-fails", "add-back", "restore", "map-tail-page", "leave-unflushed", "flush-all"];

    public static TheoryData<string, long> Runs => new() { { "6.12.113-demoted-when-restored", 334 }, { "6.12.118-demoted-when-restored", 210 }, { Demoted, 209 } };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "what leaves the pool passes for free still", "demote", lines => Within(lines, "call demote 0 0", "enter restore 0", line => line.Replace(" 0 0 10 ", " 0 0 18 ", StringComparison.Ordinal)) },
        { "what cannot be restored does not go back to the pool", "", lines => Within(lines, "leave restore 0 -12", "return demote 0 0 -12", line => line.StartsWith("s ", StringComparison.Ordinal) ? null : line) },
        { "it is split though it could not be restored", "", lines => After(lines, "leave restore 0 -12", "preparing 1") },
        { "it is split before it leaves the pool", "", lines => After(lines, "return alloc 0 0 1", "preparing 1") },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps) => RecordedRun.MustRefine(name, steps, Steps);

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(Demoted, change, instead, tamper);

    // Until it is taken apart, of which the child tells nothing.
    [Fact]
    public void Each_step_of_6_1_192_is_a_step_of_its_design_until_the_hugepage_is_taken_apart() =>
        RecordedRun.MustRefine("6.1.192-demoted-when-restored", 298, "demote", "restore-fails", "add-back", "restore", "map-tail-page", "flush-restored");

    [Fact]
    public void What_is_split_in_6_1_192_was_restored() =>
        MustBeNoStep("6.1.192-demoted-when-restored", "it is split though it could not be restored", "", lines => After(lines, "leave restore 0 -12", "preparing 2"));

    [Fact]
    public void In_6_1_192_what_is_being_demoted_is_taken_off_its_list_once_more()
    {
        var run = RecordedRun.Of(DemotedAndDissolved);
        var alarm = run.Outcome.Alarms.Single(alarm => alarm.Kind == "wild-access");

        Assert.Null(run.Mismatch);
        Assert.Contains("demoted-hugepage-is-removed-twice.md", KnownAlarms.Reason(run.Design, alarm, run.Plan, "__remove_hugetlb_page()"), StringComparison.Ordinal);
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, RunPlan.Parse("order=11 blocks=2 : alloc:0 alloc:1 dissolve:1"), "__remove_hugetlb_page()"));
    }

    [Fact]
    public void In_6_1_192_what_is_being_demoted_passes_for_free() =>
        Assert.NotNull(RecordedRun.Of(DemotedAndDissolved).TakenFor(Corrections.In(Linux61.Design, [Corrections.FrozenWhileRestored])));

    [Fact]
    public void A_run_with_a_demotion_is_compared()
    {
        var plan = RunPlan.Parse("order=11 blocks=1 : alloc:0 demote:0");

        Assert.All(BoundCode.Designs, design => Assert.True(BoundCode.IsBound(design, plan)));
    }

    // The lines from the first that is the one to the next that is the other, changed, or left out.
    private static IEnumerable<string> Within(IReadOnlyList<string> lines, string first, string last, Func<string, string?> change)
    {
        var from = lines.ToList().IndexOf(first);
        var to = lines.ToList().IndexOf(last, from);
        Assert.InRange(from, 0, to);
        return lines.Select((line, number) => number > from && number < to ? change(line) : line).OfType<string>();
    }
}
