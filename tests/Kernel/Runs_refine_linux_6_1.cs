using Vmemmap.Kernel.Checking;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>Each step of the code of 6.1.192 in a recorded run is a step of <c>linux-6.1</c>; a run that was tampered with, and a design with another step in its place, are found out.</summary>
[Trait("Category", "Fast")]
public sealed class Runs_refine_linux_6_1
{
    private const string Whole = "optimise-and-restore";

    public static TheoryData<string, string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { Whole, "two entries change in the other order", "remap-tail", lines => Swapped(lines, "e 2 512 0 ", "e 3 512 0 ") },
        { Whole, "one entry is left as it was", "remap-tail", lines => WithoutFirst(lines, "e 5 512 0 ") },
        { Whole, "an entry is writable", "remap-tail", lines => FirstChanged(lines, "e 3 512 0 ", "e 3 512 1 ") },
        { Whole, "the flush before the frames are freed is left out", "flush-remapped", lines => WithoutFirst(lines, "f 1 7 ") },
        { Whole, "the flush leaves one page out", "flush-remapped", lines => FirstChanged(lines, "f 1 7 ", "f 1 6 ") },
        { Whole, "frames are freed in the other order", "free-tail-frame", lines => Swapped(lines, "r 514 ", "r 515 ") },
        { Whole, "one frame is not freed", "free-tail-frame", lines => WithoutFirst(lines, "r 516 ") },
        { Whole, "the hugepage is marked as optimised before its frames are freed", "free-tail-frame", lines => Swapped(lines, "r 519 ", "s 512 0 1 4000000000010000 0 0 0 0 10 ffffffff 0 ") },
        { Whole, "it is never marked", "set-optimised", lines => WithoutFirst(lines, "s 512 0 1 4000000000010000 0 0 0 0 10 ffffffff 0 ") },
        { Whole, "it leaves the pool without a reference", "remove-from-pool", lines => FirstChanged(lines, "s 512 0 1 4000000000010000 dead000000000100 dead000000000122 0 0 18 1ffffffff", "s 512 0 1 4000000000010000 dead000000000100 dead000000000122 0 0 18 2ffffffff") },
        { Whole, "one frame less is allocated", "restore-fails", lines => WithoutFirst(lines, "a 1031 ") },
        { Whole, "a tail page gets the next one's frame", "map-tail-page", lines => FirstChanged(lines, "e 4 1028 1 ", "e 4 1029 1 ") },
        { Whole, "a restored tail page begins with a copy of the head", "reset-struct-page", lines => FirstChanged(lines, "s 1028 0 64 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff 0", "s 1028 0 1 4000000000010000 0 0 0 0 18 ffffffff 0") },
        { Whole, "a tail of a restored page has a reference", "reset-struct-page", lines => FirstChanged(lines, "s 1028 0 64 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff", "s 1028 0 64 4000000000000000 200004000001 0 dead000000000400 0 0 1ffffffff") },
        { Whole, "the type goes before the restore", "find-list-reliable", lines => Moved(lines, "s 512 1 1 4000000000000000 200004000001 ffffffff00000901 20000000000 0 0 ffffffff 0 ", "enter restore 0") },
        { "restore-fails", "a frame is kept when the restore fails", "free-restore-frame", lines => WithoutFirst(lines, "r 1026 ") },
        { "left-as-it-is", "a hugepage that is left as it is has an entry changed", "leave-unoptimised", lines => lines.SelectMany(line => line == "enter optimise 0" ? new[] { line, "e 1 512 0 402a16" } : [line]) },
        { "lookup-by-two-translations", "the reader goes by a translation that was never there", "", lines => FirstChanged(lines, "l 1 0 0 513 ", "l 1 0 0 514 ") },
        { "lookup-by-two-translations", "the reader goes by the old translation after the flush", "", lines => Moved(lines, lines.First(line => line.StartsWith("f 1 7 ", StringComparison.Ordinal)), "actor 1") },
        { "batches", "two hugepages leave the pool at once", "remove-from-pool", lines => WithoutFirst(lines, "removed 1") },
        { "batches", "the first of a batch is not restored", "", lines => WithoutFirst(lines, "enter restore 0") },
        { "rollback-1-gib", "a rollback ends without the flush", "", lines => WithoutFirst(lines, LastOf(lines, "f ")) },
        { "rollback-1-gib", "a page is not mapped back", "", lines => WithoutFirst(lines, LastOf(lines, "e 511 ")) },
        { "boot-memory-lazily", "the user's reference is not counted", "dequeue", lines => FirstChanged(lines, "taken 0", "lock") },
        { "surplus-in-use", "a hugepage beyond the pool's size has a reference and no user", "", lines => WithoutFirst(lines, "taken 0") },
        { "surplus-in-use", "another one, given up in its stead, is restored before its count is raised", "free-surplus", lines => WithoutFirst(lines, "s 520 0 1 4000000000010000 dead000000000100 dead000000000122 0 0 10 1ffffffff") },
        { "lookup-across-a-restore", "the reader loads from another frame", "", lines => FirstChanged(lines, "l 1 0 0 1025 ", "l 1 0 0 1026 ") },
        { "lookup-across-a-restore", "the reader answers with the head", "", lines => FirstChanged(lines, "answer 64", "answer 0") },
    };

    public static TheoryData<string, Design> OtherDesigns => new()
    {
        { "no struct page of a restored tail page is reset", Linux61.Design with { Parts = Linux61.Design.Parts.Replace<RestorePte>(new RestorePte(Resets: false)) } },
        { "a fresh hugepage has a reference", Linux61.Design with { Parts = Linux61.Design.Parts.Replace<AllocFreshHugePage>(new AllocFreshHugePage(IsFrozen: false)) } },
        { "the type goes whether tails are shared or not", Linux61.Design with { Parts = Linux61.Design.Parts.Replace<RemoveHugetlbPage>(new RemoveThenTest(KeepsType: false)) } },
        { "the frames are taken from the list in the other order", Linux61.Design with { Layout = Linux61.Design.Layout with { IsListFifo = false } } },
        { "tails are mapped writable", Linux61.Design with { Layout = Linux61.Design.Layout with { TailsWritable = true } } },
    };

    [Theory]
    [InlineData("optimise-and-restore", 86)]
    [InlineData("boot-memory-lazily", 89)]
    [InlineData("restore-fails", 38)]
    [InlineData("optimise-fails-at-once", 25)]
    [InlineData("lookup-across-a-restore", 89)]
    [InlineData("lookup-before-an-optimise", 33)]
    [InlineData("two-actors", 115)]
    [InlineData("left-as-it-is", 24)]
    [InlineData("lookup-by-two-translations", 33)]
    [InlineData("surplus", 98)]
    [InlineData("surplus-in-use", 118)]
    [InlineData("batches", 171)]
    [InlineData("batch-restore-fails", 131)]
    [InlineData("restore-fails-while-another-allocates", 239)]
    [InlineData("optimise-and-restore-1-gib", 355)]
    [InlineData("rollback-1-gib", 69)]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps)
    {
        var outcome = RecordedRun.Of(name).Outcome;

        Assert.Equal((null, steps), (RecordedRun.Told(outcome), outcome.Steps));
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string run, string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(run, change, instead, tamper);

    [Theory]
    [MemberData(nameof(OtherDesigns))]
    public void The_code_is_not_another_design(string change, Design design)
    {
        Assert.True(RecordedRun.Of(Whole).TakenFor(design) is not null, $"{change}: no mismatch is found.");
    }

    [Fact]
    public void A_mismatch_is_told_with_the_steps_that_the_design_could_take_and_what_differs()
    {
        var story = RecordedRun.Of(Whole).With(lines => FirstChanged(lines, "e 3 512 0 ", "e 3 512 1 ")).StoryOf(Alarm.NoStep);

        Assert.Contains("linux-6.1: This step of the code is no step of the design.", story, StringComparison.Ordinal);
        Assert.Contains("The code: 0x", story, StringComparison.Ordinal);
        Assert.Contains("The design could take: remap-tail.", story, StringComparison.Ordinal);
        Assert.Contains("Differs: after remap-tail, which comes nearest, in", story, StringComparison.Ordinal);
        Assert.Contains("writable: h0 VP3 is true in the code, false in the design", story, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_a_run_of_the_design_shows_what_the_design_is_known_for()
    {
        var tampered = RecordedRun.Of(Whole).With(lines => FirstChanged(lines, "e 1 512 0 ", "e 1 512 1 "));

        Assert.All(RecordedRun.Of(Whole).Outcome.Alarms, alarm => Assert.Equal(true, alarm.IsOfDesign));
        Assert.All(tampered.Outcome.Alarms, alarm => Assert.Equal(false, alarm.IsOfDesign));
    }
}
