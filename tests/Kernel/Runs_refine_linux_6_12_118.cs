using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Each step of the code of 6.12.118 in a recorded run is a step of <c>linux-6.12.118</c>, and what the design is known for is seen there; a run that was tampered with, and a design with another step in its place, are found
/// out. Of the run of 1 GiB the lines are left out that are about vmemmap pages which are not shown.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Runs_refine_linux_6_12_118
{
    private const string Whole = "6.12.118-optimise-and-restore";
    private const string NoFrame = "6.12.118-no-frame-for-the-head";
    private const string Fails = "6.12.118-optimise-fails";
    private const string Batches = "6.12.118-batches";
    private const string BatchRestoreFails = "6.12.118-batch-restore-fails";
    private const string TwoActors = "6.12.118-two-actors";
    private const string Rollback = "6.12.118-rollback-1-gib";
    private const string Copy = "6.12.118-copy-passes-for-a-head";

    private const string OfCopies = "one-head-per-hugepage, restored-tails-are-clean, tail-resolves-to-head";

    public static TheoryData<string, long, string> Runs => new()
    {
        { Whole, 71, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}" },
        { NoFrame, 29, "" },
        { Fails, 65, "" },
        { "6.12.118-optimise-tried-again", 76, "" },
        { "6.12.118-surplus", 71, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}" },
        { "6.12.118-left-as-it-is", 34, "" },
        { Batches, 146, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}" },
        { BatchRestoreFails, 136, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}" },
        { TwoActors, 142, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}" },
        { Copy, 75, $"kpageflags-tells-head-and-tails, leak-only-if-unreliable, lookup-across-remaps-finds-head, {OfCopies}" },
        { Rollback, 135, $"frame-owned-once, kpageflags-tells-head-and-tails, leak-only-if-unreliable, {OfCopies}, warning" },
    };

    public static TheoryData<string, string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { Whole, "the head's page is not moved, but copied", "remap-head", lines => WithoutFirst(lines, "e 0 1025 ") },
        { Whole, "a restored tail page begins with a tail", "map-tail-page", lines => FirstChanged(lines, "s 1031 0 1 4000000000000040 dead000000000100 dead000000000122 0 0 10 f4000000 0 ", "s 1031 0 1 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff 0 ") },
        { Whole, "restored tail pages get frames first in, first out", "map-tail-page", lines => FirstChanged(lines, "e 1 519 1 ", "e 1 1026 1 ") },
        { Whole, "the page allocator takes a hugepage with bad pages", "find-bad-page", lines => FirstChanged(lines, "refused 0", "plain 0") },
        { Whole, "it looks at no page behind the first bad one", "find-bad-page", lines => WithoutFirst(lines, "s 1026 4 60 4000000000000000 0 ") },
        { Whole, "it makes the head an ordinary page before it looks at the tails", "free-struct-pages", lines => FirstChanged(lines, "s 1025 1 63 4000000000000000 0 ", "s 1025 0 64 4000000000000000 0 ") },
        { NoFrame, "without a frame for it the head's page is moved all the same", "copy-head-page", lines => FirstChanged(lines, "a - ", "a 1026 ") },
        { NoFrame, "without a frame for the head its tails are mapped to the frame that it has", "clear-optimised", lines => After(lines, lines[Find(lines, "a - ")], "e 1 512 0 402744") },
        { NoFrame, "the flag stays when there is no frame for the head", "", lines => WithoutFirst(lines, FirstAfter(lines, "s 512 0 1 ", "a - ")) },
        { NoFrame, "the page allocator refuses a hugepage that was never optimised", "free-struct-pages", lines => FirstChanged(lines, "plain 0", "refused 0") },
        { Fails, "the frame for the head is kept when a page table cannot be had", "", lines => WithoutFirst(lines, "r 1024 ") },
        { Batches, "the restored batch is not flushed", "flush-all", lines => WithoutFirst(lines, LastOf(lines, "f 0 512 ")) },
        { BatchRestoreFails, "a frame is kept when a restore of the batch fails", "free-restore-frame", lines => WithoutFirst(lines, FirstAfter(lines, "r ", "leave restore 0 -12")) },
        { TwoActors, "what another one frees he has not flushed", "flush-remapped", lines => WithoutFirst(lines, FirstAfter(lines, "f 0 512 ", "actor 1", skip: 1)) },
        { Copy, "a copy of the head passes for a tail while the key is off", "", lines => FirstChanged(lines, "answer 64 ", "answer 0 ") },
        { Rollback, "the rollback leaves the head's page in its new frame", "map-head-back", lines => WithoutFirst(lines, "e 0 1023 1 ") },
        { Rollback, "the new frame of the head is freed", "", lines => After(lines, lines[Find(lines, "e 0 1023 1 ")], "r 4608 402d74") },
        { Rollback, "a page gets its own frame back", "map-tail-page", lines => FirstChanged(lines, "e 1 1022 1 ", "e 1 513 1 ") },
        { Rollback, "the rollback ends without the flush", "flush-rolled-back", lines => WithoutFirst(lines, FirstAfter(lines, "f ", "e 511 512 1 ")) },
    };

    public static TheoryData<string, string, Design> OtherDesigns => new()
    {
        { Whole, "the code is that of 6.12.113", Linux612.Design },
        { Whole, "restored tails are reset", Linux612118.Design.With<RestorePte>(new RestorePte(Resets: true)) },
        { Whole, "the page allocator checks nothing", Linux612118.Design.With<FreePagesPrepare>(new FreePagesPrepare()) },
        { Rollback, "the head keeps its frame", Linux612118.Design.With<RollBack>(new RollBackWithNewHead(ClearsFlag: true)) },
        { Rollback, "the rollback flushes first", Linux612118.Design.With<RollBack>(new RollBackWithNewHead(FlushesFirst: true, ClearsFlag: true, TakesHead: true)) },
        { "6.12.113-optimise-and-restore", "the code of 6.12.113 is another", Linux612118.Design },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps, string violated)
    {
        var run = RecordedRun.Of(name);

        Assert.Equal((null, steps, violated), (RecordedRun.Told(run.Outcome), run.Outcome.Steps, string.Join(", ", run.Alarms)));
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string run, string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(run, change, instead, tamper);

    [Theory]
    [MemberData(nameof(OtherDesigns))]
    public void The_code_is_not_another_design(string run, string change, Design design) =>
        Assert.True(RecordedRun.Of(run).TakenFor(design) is not null, $"{change}: no mismatch is found.");

    [Fact]
    public void The_recorded_runs_take_each_step_in_which_the_design_differs_from_linux_6_12()
    {
        string[] expected =
        [
            "alloc-head-frame", "no-head-frame", "optimise-fails-at-head", "clear-optimised", "free-rest-frame", "optimise-again", "leave-after-failure", "remap-head", "copy-tail-page", "map-tail-page", "leave-unflushed", "flush-all", "flush-restored",
            "flush-with-others", "restore-fails", "restore-again", "optimise-fails", "copy-back-begins", "copy-head-back-ends", "map-head-back", "copy-back-ends", "flush-rolled-back", "free-struct-pages", "find-bad-page", "look-at-rest",
        ];
        var taken = Runs.SelectMany(row => RecordedRun.Of((string)row[0]).Steps).ToHashSet();

        Assert.Empty(expected.Except(taken));
    }
}
