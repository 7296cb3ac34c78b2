using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>A hugepage becomes smaller ones: what was recorded is judged by the blocks up to there, by their parts from there on, and what would be wrong with a part is found.</summary>
public sealed class Runs_with_demotion
{
    private const string Sound = "demotion";
    private const string Backported = "6.12.118-demotion";
    private const string OneTail = "7.3.4-demotion";
    private const string NotShown = "7.3.4-restore-fails-of-what-is-not-shown";
    private const string Error = "7.3.4-error-while-demoted";

    [Theory]
    [InlineData(Sound, "frozen-while-remapped, type-covers-shared-tails")]
    [InlineData(Backported, "failed-restore-changes-nothing, flag-tells-the-mapping, kpageflags-tells-head-and-tails, one-head-per-hugepage, restored-tails-are-clean, tail-resolves-to-head")]
    [InlineData(OneTail, "")]
    [InlineData(NotShown, "")]
    [InlineData(Error, "no-store-through-shared-tail, oops, poison-recorded, warning")]
    public void A_recorded_run_violates_what_its_release_is_known_for(string name, string expected) =>
        Assert.Equal(expected, string.Join(", ", RecordedRun.Of(name).Alarms));

    [Fact]
    public void In_6_12_118_a_demoted_hugepage_passes_for_optimised_that_never_was()
    {
        var story = RecordedRun.Of(Backported).StoryOf("flag-tells-the-mapping");

        Assert.Contains("demote_pool_huge_page()", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: h3.VP1", story, StringComparison.Ordinal);
        Assert.Contains("h3 is its part 3 of 4", story, StringComparison.Ordinal);
    }

    [Fact]
    public void In_7_3_4_an_error_that_is_reported_while_a_hugepage_is_demoted_is_not_recorded_in_its_part()
    {
        var story = RecordedRun.Of(Error).StoryOf("poison-recorded");

        Assert.Contains("memory_failure(h0 + 700)  [call]  h1.head+188: the page itself is bad", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: h1.head+188 (VP2, slot 60): the page itself is bad", story, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Bugs => new()
    {
        { "the flush before a part's frames are freed is left out", "freed-frame-unreachable", lines => Without(lines, "f 17 7 ") },
        { "a part's tail page is mapped writable", "shared-tails-read-only", lines => Changed(lines, "e 19 513 0 ", "e 19 513 1 ") },
        { "a part's tail page is mapped to the head of its neighbour", "flag-tells-the-mapping", lines => Changed(lines, "e 19 513 0 ", "e 19 1032 0 ") },
        { "one of a part's frames is not freed", "frame-owned-once", lines => Without(lines, "r 516 ") },
        { "a tail of a part leads to the head of the larger hugepage", "tail-resolves-to-head", lines => After(lines, "leave optimise 2 0", "s 1032 9 1 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff 0 402db3") },
        { "a part's tail is flagged that is not bad", "error-marks-no-other-page", lines => After(lines, "leave optimise 2 0", "s 1032 9 1 4000000000400000 200004008001 0 dead000000000400 0 0 ffffffff 0 402db3") },
        { "a part is said to be optimised, and is not", "flag-tells-the-mapping", lines => Changed(lines, "e 30 521 0 ", "e 30 534 0 ") },
    };

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_bug_planted_into_a_part_is_found(string bug, string expected, Func<IReadOnlyList<string>, IEnumerable<string>> plant) =>
        MustBeFound(Sound, bug, expected, plant);

    // 492 of the 510 parts that 1 GiB has left are restored, three that are shown among them; then there is no frame for the next, which is not shown.
    [Fact]
    public void An_allocation_that_fails_for_a_part_that_is_not_shown_is_none_for_one_that_is()
    {
        var run = RecordedRun.Of(NotShown);
        Window window = new(run.Plan, run.Design, ofParts: true);
        var instance = new Instance(run.Design, RunCheck.ScopeOf(run.Design, run.Plan, window));
        ChildState child = new(instance, run.Layout, run.Plan, window);
        var failed = 0;
        foreach (var happened in run.Events)
        {
            var before = Stages();
            child.Apply(happened);
            if (happened is FrameAllocated { Frame: null })
            {
                Assert.Equal(before, Stages());
                failed++;
            }
        }
        Assert.Equal(4, failed);

        List<int> Stages() => [.. Enumerable.Range(0, window.Units.Count).Select(folio => instance.State.Stage[folio].Value)];
    }

    [Fact]
    public void A_failed_restore_that_leaves_a_part_half_restored_is_found_where_not_all_parts_are_shown() =>
        MustBeFound(NotShown, "part 64 has its first frame when there is none for the second", "failed-restore-changes-nothing", lines => After(lines, "e 513 669 1 4035d3", "a - 401bd3"));

    [Fact]
    public void A_bug_planted_into_the_larger_hugepage_is_found_up_to_its_demotion()
    {
        var faulty = RecordedRun.Of(Sound).With(lines => Changed(lines, "e 19 512 0 ", "e 19 512 1 "));

        Assert.Contains("shared-tails-read-only", faulty.Alarms);
    }

    [Theory]
    [InlineData(Backported, "flag-tells-the-mapping", true)]
    [InlineData(Error, "oops", true)]
    [InlineData(Error, "warning", false)]
    public void What_is_known_of_demotion_is_news_in_a_run_without_it(string name, string kind, bool isAnywhere)
    {
        var run = RecordedRun.Of(name);
        var alarm = run.Outcome.Alarms.First(alarm => alarm.Kind == kind);
        var location = isAnywhere ? "anywhere()" : "prepare_compound()";

        Assert.NotNull(KnownAlarms.Reason(run.Design, alarm, run.Plan, location));
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, RunPlan.Parse("order=11 blocks=1 : alloc:0 fail:0.700 dissolve:0"), location));
    }

    [Theory]
    [InlineData("order=11 blocks=3 : alloc:0 demote:0", "A machine has at most 2 blocks of order 11.")]
    [InlineData("order=11 blocks=1 : alloc:0 demote:0 take:5", "A call names a block that the machine of 1 does not have.")]
    public void What_cannot_be_followed_is_refused(string plan, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => RunPlan.Parse(plan)).Message, StringComparison.Ordinal);
}
