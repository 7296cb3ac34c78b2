using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Each step of the code of 6.12.113 in a recorded run is a step of <c>linux-6.12</c>; a run that was tampered with, and a design with another step in its place, are found out. Of the run of 1 GiB the lines are left out that
/// are about vmemmap pages which are not shown.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Runs_refine_linux_6_12
{
    private const string Whole = "6.12.113-optimise-and-restore";
    private const string Batches = "6.12.113-batches";
    private const string BatchRestoreFails = "6.12.113-batch-restore-fails";
    private const string TriedAgain = "6.12.113-optimise-tried-again";
    private const string TwoActors = "6.12.113-two-actors";
    private const string Rollback = "6.12.113-rollback-1-gib";

    public static TheoryData<string, long> Runs => new()
    {
        { Whole, 99 }, { "6.12.113-no-frame-for-the-head", 96 }, { "6.12.113-optimise-fails", 63 }, { TriedAgain, 76 }, { "6.12.113-surplus", 99 }, { "6.12.113-left-as-it-is", 34 },
        { "6.12.113-key-lowered-before-the-flush", 103 }, { Batches, 202 }, { BatchRestoreFails, 164 }, { TwoActors, 198 }, { Rollback, 174 },
    };

    public static TheoryData<string, string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { Whole, "the flag is set when the head's page was copied", "", lines => Moved(lines, "s 512 0 1 4000000000000040 7ffcad9932a0 7ffcad9932a0 0 0 10 ", "e 0 ") },
        { Whole, "the head's page is not moved, but copied", "", lines => WithoutFirst(lines, "e 0 1025 ") },
        { Whole, "the head's page is mapped read-only", "remap-head", lines => FirstChanged(lines, "e 0 1025 1 ", "e 0 1025 0 ") },
        { Whole, "the head's new page lacks the flag", "", lines => FirstChanged(lines, "s 1025 0 1 4000000000000040 7ffcad9932a0 7ffcad9932a0 0 0 10 ", "s 1025 0 1 4000000000000040 7ffcad9932a0 7ffcad9932a0 0 0 0 ") },
        { Whole, "tails are mapped to the head's old frame", "remap-tail", lines => FirstChanged(lines, "e 1 1025 0 ", "e 1 512 0 ") },
        { Whole, "frames are freed in the order of their pages", "free-tail-frame", lines => Swapped(lines, "r 519 ", "r 518 ") },
        { Whole, "the old frame of the head is not freed", "free-tail-frame", lines => WithoutFirst(lines, "r 512 ") },
        { Whole, "frames are freed before the flush", "flush-remapped", lines => Moved(lines, "f 0 512 ", "leave optimise 0") },
        { Whole, "HPageFreed stays when it leaves the pool", "dissolve-hugepage", lines => WithoutFirst(lines, "s 1025 0 1 4000000000000040 dead000000000100 dead000000000122 0 0 10 ") },
        { Whole, "restored tail pages get frames first in, first out", "map-tail-page", lines => FirstChanged(lines, "e 1 519 1 ", "e 1 1026 1 ") },
        { Whole, "of a restored tail page three struct pages are reset", "reset-struct-page", lines => FirstChanged(lines, "s 1031 0 64 4000000000000000 200004000001 0 dead000000000400 0 0 ffffffff 0 ", "s 1031 3 1 4000000000000000 200004000001 0 0 0 0 ffffffff 7a60000 ") },
        { Whole, "the type goes before the restore", "", lines => Moved(lines, "s 1025 0 1 4000000000000040 dead000000000100 dead000000000122 0 0 0 ffffffff 0 ", "enter restore 0") },
        { Whole, "it is freed frozen", "unfreeze-without-move", lines => WithoutFirst(lines, "s 1025 0 1 4000000000000040 dead000000000100 dead000000000122 0 0 0 1ffffffff ") },
        { "6.12.113-no-frame-for-the-head", "without a frame for it the head's page is moved all the same", "copy-head-page", lines => FirstChanged(lines, "a - ", "a 1026 ") },
        { "6.12.113-optimise-fails", "the flag stays when the optimise fails", "", lines => WithoutFirst(lines, FirstAfter(lines, "s 512 0 1 ", "a - ")) },
        { Batches, "the batch is not flushed before its frames are freed", "flush-remapped", lines => WithoutLast(lines, "f 0 512 ", "r 519 ") },
        { Batches, "the second of the batch is flushed, and not the first", "flush-remapped", lines => FirstChanged(lines, LastBefore(lines, "f 0 512 ", "r 519 "), "f 0 8 402f20") },
        { Batches, "the restored batch is not flushed", "flush-all", lines => WithoutFirst(lines, LastOf(lines, "f 0 512 ")) },
        { Batches, "one of two types is left when the lock is released", "", lines => WithoutFirst(lines, lines.First(line => line.StartsWith("s 1025 0 1 ", StringComparison.Ordinal) && line.Contains(" 0 0 0 ffffffff ", StringComparison.Ordinal))) },
        { BatchRestoreFails, "a frame is kept when a restore of the batch fails", "free-restore-frame", lines => WithoutFirst(lines, FirstAfter(lines, "r ", "a - ")) },
        { TwoActors, "a list of one is not flushed, and another one's frames are freed", "flush-remapped", lines => WithoutFirst(lines, FirstAfter(lines, "f 0 512 ", "actor 1", skip: 1)) },
        { Rollback, "the rollback ends without the flush", "", lines => WithoutFirst(lines, FirstAfter(lines, "f ", "a - ", skip: 2)) },
        { Rollback, "a page gets its own frame back", "copy-back-ends", lines => FirstChanged(lines, "e 1 1023 1 ", "e 1 513 1 ") },
    };

    public static TheoryData<string, string, Design> OtherDesigns => new()
    {
        { Whole, "frames are taken first in, first out", Linux612.Design with { Layout = Linux612.Design.Layout with { IsListFifo = true } } },
        { Whole, "three struct pages are reset", Linux612.Design with { Layout = Linux612.Design.Layout with { ResetStructPages = 3 } } },
        { Whole, "the flag comes last", With(new RemapWithNewHead(), new RollBackWithNewHead()) },
        { Whole, "the head stays", With(new RemapFree(), new RollBack()) },
        { Whole, "it leaves the pool with a reference", Linux612.Design.With<RemoveTypedWhileOptimised>(new RemoveTypedWhileOptimised()) },
        { Whole, "it is freed frozen", Linux612.Design.With<FreeAndMoveRawErrorsUnlocked>(new FreeAndMoveRawErrorsUnlocked(ClearsType: true)) },
        { Batches, "each of a list is flushed before its flag is cleared", Linux612.Design.With<FreeInBulk>(new FreeInBulk(FlushesFirst: true)) },
        { TwoActors, "a list is flushed alone", Linux612.Design with { Parts = [.. Linux612.Design.Parts.Where(part => part is not FlushOfOthers)] } },
        { Rollback, "the rollback flushes first", Linux612.Design.With<RollBack>(new RollBackWithNewHead(FlushesFirst: true, ClearsFlag: true)) },
        { "6.12.118-optimise-and-restore", "the code is that of 6.12.118", Linux612.Design },
    };

    [Theory]
    [MemberData(nameof(Runs))]
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
    public void The_code_is_not_another_design(string run, string change, Design design) =>
        Assert.True(RecordedRun.Of(run).TakenFor(design) is not null, $"{change}: no mismatch is found.");

    [Fact]
    public void The_recorded_runs_take_each_step_of_an_optimise_and_of_a_restore()
    {
        string[] expected =
        [
            "set-hugetlb-type", "optimise", "alloc-head-frame", "no-head-frame", "copy-head-page", "remap-head", "remap-tail", "flush-remapped", "flush-with-others", "free-tail-frame", "leave-optimised",
            "optimise-fails", "optimise-fails-at-head", "copy-back-begins", "reset-flags", "reset-compound-head", "flush-rolled-back", "clear-optimised", "free-rest-frame", "optimise-again", "leave-after-failure",
            "put-new-hugepage", "enqueue", "dequeue", "give-back", "alloc-surplus", "free-surplus", "remove-from-pool", "dissolve-hugepage", "find-list-reliable", "restore-in-bulk", "restore-waits", "alloc-tail-frame", "restore",
            "copy-tail-page", "reset-struct-page", "map-tail-page", "flush-restored", "leave-unflushed", "flush-all", "restore-fails", "free-restore-frame", "restore-again", "clear-types", "clear-hugetlb-type", "unfreeze-without-move",
            "free-hugepage", "free-struct-pages",
        ];
        var taken = Runs.SelectMany(row => RecordedRun.Of((string)row[0]).Steps).ToHashSet();

        Assert.Empty(expected.Except(taken));
    }

    private static Design With(RemapFree optimise, RollBack rollBack) =>
        Linux612.Design.With<RemapFree>(optimise).With<RollBack>(rollBack);
}
