using System.Runtime.InteropServices;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// The state of a child as a state of the model: it follows the child event by event, and does with each table what <see cref="TableSources"/> says. Nothing is judged here; whatever the code does is
/// written down.
/// </summary>
public sealed partial class ChildState
{
    private readonly Instance instance;
    private readonly State<Bit, Num> state;
    private readonly StructPageWords decode;
    private readonly FrameNumbers frames;
    private readonly OwnerBook owners;
    private readonly Position position;
    private readonly FailureBook failures;
    private readonly Window window;
    private readonly Translations translations;
    private readonly bool takesApart;
    private readonly IReadOnlyList<ulong>[,] firstSlots;
    private readonly Dictionary<int, List<SlotsStored>> unknown = [];

    /// <summary>Begins in the state that the child begins in: no hugepage, every struct page in its own frame.</summary>
    /// <param name="instance">whose state is written.</param>
    /// <param name="layout">where the words of a struct page are.</param>
    /// <param name="plan">the machine.</param>
    /// <param name="shown">what of it is shown: its blocks unless it is said.</param>
    public ChildState(Instance instance, StructPageLayout layout, RunPlan plan, Window? shown = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(plan);
        (this.instance, state) = (instance, instance.State);
        window = shown ?? new(plan, instance.Design);
        IsShowing = !window.IsOfParts;
        takesApart = instance.Design.Parts.Any(part => part is DemotePoolHugePage { TakesApart: true });
        decode = new(layout, plan, window);
        frames = new(plan, window, instance.Design.Layout);
        ((int[])[.. instance.PlainCells]).CopyTo(instance.Memory.Cells);
        for (var page = 0; page < window.Pages.Count; page++)
        {
            state.PageTable[page] = window.Pages[page] / Window.Table;
        }
        owners = new(state);
        position = new(state, owners, window, plan.IsHosted, instance.Design.Parts.OfType<RemapWithNewHead>().Any(optimise => optimise.NeedsFrame), IsOffList, IsTemporary);
        failures = new(state, window, takesOneBack: instance.Design.Parts.OfType<Unpoison>().Any(unpoison => unpoison.TakesOneEntry));
        firstSlots = new IReadOnlyList<ulong>[instance.Scope.Frames, 2];
        translations = new(state, window, instance.Scope);
        var empty = new ulong[8];
        foreach (ref var words in MemoryMarshal.CreateSpan(ref firstSlots[0, 0], firstSlots.Length))
        {
            words = empty;
        }
    }

    /// <summary>
    /// The code is between two steps: not in the middle of what it does under one hold of <c>hugetlb_lock</c>, which is one step of the model, nor of turning a hugepage into ordinary pages, nor of taking an error back:
    /// what is left of it half-way is neither an error nor none; nor of taking boot memory, whose struct pages are made last; nor are two errors being reported at a time.
    /// </summary>
    public bool IsBetweenSteps => position.IsBetweenSteps && !failures.AreSeveral;

    /// <summary>A call of <c>memory_failure()</c> waits for another.</summary>
    internal bool AreErrorsWaiting => failures.AreSeveral;

    /// <summary>The struct page of a base page of a hugepage is shown.</summary>
    internal bool IsShown(int index) => window.NumberOf(index / state.Slots.Value) >= 0;

    /// <summary>Where the code is.</summary>
    internal Position Position => position;

    /// <summary>The instance whose state is written.</summary>
    internal Instance Instance => instance;

    /// <summary>Some CPU may translate a struct page to this frame: its contents matter.</summary>
    internal bool IsReachable(int frame) => translations.Reach(frame);

    /// <summary>The model's folio and page of a vmemmap page of the machine; the page is -1 where it is not shown.</summary>
    internal (int Folio, int Page) PageOf(int page) => window.PlaceOf(page);

    /// <summary>The model's number of a frame; -1 where it has none.</summary>
    internal int NumberOf(int frame) => frames.Of(frame);

    /// <summary>What the child did that no state of the model can say, or null.</summary>
    public string? Lost { get; private set; }

    /// <summary>The hugepages that there are have the size that is shown: that of blocks from the beginning until the first part is made of one, or is taken apart to that end; that of parts from when the first is made.</summary>
    public bool IsShowing { get; private set; }

    // The hugepages that are shown begin to be made, of what was one larger hugepage until now: each vmemmap page has its own frame again, and each hugepage is in the making until it is said to be prepared.
    private void BeginAnew()
    {
        owners.BeginAnew(instance.Scope.Folios, instance.Scope.Frames);
        for (var folio = 0; folio < instance.Scope.Folios; folio++)
        {
            position.BeginAnew(folio);
            state.RawList.Fill(folio, false);
            ReadHead(folio, state.Pte[folio, 0].Value);
        }
    }

    /// <summary>Others can see that it happened: not the allocation of a frame, nor a store to a frame that no CPU can translate to. What they do is seen when the frame is used.</summary>
    public bool IsVisible(KernelEvent happened) => happened switch
    {
        SlotsStored stored => frames.Of(stored.Frame) is >= 0 and var frame && translations.Reach(frame),
        FrameAllocated allocated => allocated.Frame is null,
        FrameWritten => false,
        _ => true,
    };

    /// <summary>Follows the child over one event.</summary>
    public void Apply(KernelEvent happened)
    {
        var isPartMade = window.IsPartMade(happened);
        if (window.IsOfParts && isPartMade && !IsShowing)
        {
            BeginAnew();
        }
        IsShowing = window.IsOfParts ? IsShowing || isPartMade : IsShowing && !isPartMade;
        if (window.See(happened) is { } seen)
        {
            Follow(seen);
            IsShowing &= window.IsOfParts || !IsTakenApart(seen);
        }
        else
        {
            position.FollowNotShown(happened);
        }
    }

    // Before there were lists of them what is demoted is taken apart as soon as it is restored, struct page by struct page, of which the child tells nothing.
    private bool IsTakenApart(KernelEvent happened) => takesApart && happened is OperationLeft left && state.At(left.Block, Points.RestoredToDemote).IsTrue;

    private void Follow(KernelEvent happened)
    {
        switch (happened)
        {
            case MachineMade made:
                frames.Learn(made);
                break;
            case SlotsStored stored:
                Store(stored);
                break;
            case EntryStored entry:
                SetEntry(entry);
                break;
            case ZoneTailMade made when instance.Design.Layout.IsTailOfZone:
                BecomeTailOfZone(made.Frame);
                break;
            case TableInstalled table:
                owners.IsTable(frames.Of(table.Frame));
                break;
            case Flushed flushed:
                translations.Flush(flushed);
                break;
            case FrameAllocated { IsForTails: true, Frame: { } tails, IsOfZone: var isOfZone } when position.LooksForTails is { } looking && (isOfZone || frames.Of(tails) >= 0):
                owners.IsMadeOfTails(isOfZone ? NumberedAsTailOfZone(tails) : frames.Of(tails), looking);
                position.HasTails(looking);
                break;
            case FrameAllocated { IsOfZone: true }:
                break;
            case FrameAllocated { Frame: { } frame } allocated when (IsShown(allocated) ? Adopted(frame) : frames.Of(frame)) is >= 0 and var number:
                Allocate(number, IsShown(allocated));
                break;
            case FrameWritten written when frames.Of(written.Frame) is >= 0 and var fresh && state.Fresh[fresh].IsTrue:
                position.FreshFrameStored();
                owners.Written(fresh);
                break;
            case PoolRead pool when state.FreeHugepages is { } free:
                (free.Value, state.ReservedHugepages!.Value) = (pool.Free, pool.Reserved);
                if (state.AllHugepages is { } all)
                {
                    (all.Value, state.SurplusHugepages!.Value) = (pool.All, pool.Surplus);
                }
                break;
            case FrameFreed freed:
                position.LeavesTails(TailsOf(frames.Of(freed.Frame)));
                owners.Free(frames.Of(freed.Frame));
                break;
            case Complaint { Kind: ComplaintKind.Oops } oops when window.PlaceOf(oops.Page).Folio is >= 0 and var struck:
                state.StrayStore[struck] = true;
                state.Oops.Value = true;
                break;
        }
        failures.Follow(happened);
        position.Follow(happened);
        CountForKey();
    }

    // No event tells the number, which is one for all blocks: where the code is says what it has added to it.
    private void CountForKey()
    {
        for (var folio = 0; state.KeyCounts is { } counts && folio < instance.Scope.Folios; folio++)
        {
            counts[folio] = Num.If(state.OughtToCount(folio), 1, 0);
        }
    }

    private bool IsTemporary(int folio) => decode.IsTemporary(firstSlots[state.Pte[folio, 0].Value, 0]);

    private bool IsOffList(int folio) => decode.IsOffList(firstSlots[state.Pte[folio, 0].Value, 0]);

    private void SetEntry(EntryStored entry)
    {
        var (folio, page) = window.PlaceOf(entry.Page);
        if (folio < 0 || page < 0)
        {
            owners.IsElsewhere(frames.Of(entry.Frame));
            return;
        }
        var frame = Adopted(entry.Frame);
        if (frame < 0)
        {
            Lost ??= $"the entry of vmemmap page {window.Pages[page]} of block {folio} names frame {entry.Frame}, which never belonged to the memory map";
            return;
        }
        var old = state.Pte[folio, page].Value;
        state.SetPte(folio, page, frame, entry.IsWritable);
        translations.Change(folio, page, old, frame);
        owners.Remap(folio, page, old, frame);
        state.Cursor[folio] = page + 1;
        if (page == 0)
        {
            ReadHead(folio, frame);
        }
    }
}
