using Vmemmap.Kernel.Protocol;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>Each step of <c>unpoison_memory()</c> in a recorded run is a step of the design of its release: of a free hugepage with two recorded errors, and of an ordinary page. A run that was tampered with, and another design, are found out.</summary>
[Trait("Category", "Fast")]
public sealed class Unpoison_refines_its_designs
{
    private const string Call = "call unpoison";

    private const string TakenBack = "7.3.4-list-taken-back";

    public static TheoryData<string, long> Runs => new()
    {
        { "errors-taken-back", 107 },
        { "6.12.113-errors-taken-back", 120 },
        { "6.12.118-errors-taken-back", 92 },
        { TakenBack, 91 },
        { "7.3.4-errors-taken-back", 57 },
    };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "the head keeps its flag", "", lines => Without(lines, "s 1026 0 1 4000000000000040 421130 421130 0 0 18 ", from: Find(lines, Call)) },
        { "the list is left as it is", "", lines => lines.Where((line, number) => line != "raw-errors 0" || lines[number + 1] != "return unpoison 0 0 0") },
        { "another error is left", "", lines => Before(lines, "return unpoison 0 0 0", "raw-error 0 70") },
        { "it does nothing, and says so", "unpoison-sees-hugetlb", DoesNothing },
        { "it says that it has done nothing", "", lines => FirstChanged(lines, "return unpoison 0 0 0", "return unpoison 0 0 -16") },
        { "the flag of an ordinary page is left", "", lines => Without(lines, "s 520 5 1 4000000000000000 ", from: Find(lines, Call)) },
        { "the head of a hugepage that is good gets a flag", "", lines => Before(lines, "return unpoison 1 5 0", "s 1026 0 1 4000000000200040 421130 421130 0 0 18 f4000000 0 40e7bf") },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps) => RecordedRun.MustRefine(name, steps, "unpoison", "unpoison-finds-free", "unpoison-free-hugepage", "unpoison-ordinary-page");

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(TakenBack, change, instead, tamper);

    [Fact]
    public void The_code_does_not_take_back_one_error_and_leave_the_other() =>
        Assert.NotNull(RecordedRun.Of(TakenBack).TakenFor(Linux72.Design with { Parts = [.. Linux72.Design.Parts, new Unpoison(TakesOneEntry: true, AsksForAny: true)] }));

    [Fact]
    public void Where_somebody_may_come_in_between_it_is_not_compared()
    {
        Assert.True(BoundCode.IsBound(Linux72.Design, RunPlan.Parse("order=9 blocks=1 : alloc:0 fail:0 unpoison:0")));
        Assert.False(BoundCode.IsBound(Linux72.Design, RunPlan.Parse("order=9 blocks=1 : alloc:0 fail:0 unpoison:0@1|dissolve:0")));
    }

    private static IEnumerable<string> DoesNothing(IReadOnlyList<string> lines)
    {
        var (from, to) = (Find(lines, Call), lines.ToList().IndexOf("return unpoison 0 0 0"));
        return [.. lines.Take(from + 1), "lock", "unlock", "return unpoison 0 0 -16", .. lines.Skip(to + 1).TakeWhile(line => !line.StartsWith("call dissolve", StringComparison.Ordinal))];
    }
}
