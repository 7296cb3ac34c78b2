using System.Runtime.InteropServices;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// The state of a child as a state of the model: it follows the child event by event, and does with each table what <see cref="TableSources"/> says. Nothing is judged here; whatever the code does is
/// written down.
/// </summary>
public sealed class ChildState
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
        decode = new(layout, plan, window);
        frames = new(plan, window, instance.Design.Layout);
        ((int[])[.. instance.PlainCells]).CopyTo(instance.Memory.Cells);
        for (var page = 0; page < window.Pages.Count; page++)
        {
            state.PageTable[page] = window.Pages[page] / Window.Table;
        }
        owners = new(state);
        position = new(state, owners, window, plan.IsHosted, instance.Design.Parts.OfType<RemapWithNewHead>().Any(optimise => optimise.NeedsFrame), IsOffList);
        failures = new(state, window);
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

    /// <summary>The hugepages that there are have the size that is shown: that of blocks from the beginning until the first part is made of one, that of parts from then on.</summary>
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
        }
        else
        {
            position.FollowNotShown(happened);
        }
    }

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

    private bool IsOffList(int folio) => decode.IsOffList(firstSlots[state.Pte[folio, 0].Value, 0]);

    private void Store(SlotsStored stored)
    {
        var frame = frames.Of(stored.Frame);
        if (frame < 0)
        {
            // It may become one of the model's.
            (CollectionsMarshal.GetValueRefOrAddDefault(unknown, stored.Frame, out _) ??= []).Add(stored);
            return;
        }
        var (isHead, isPoisoned) = (decode.IsHead(stored.Words), decode.IsPoisoned(stored.Words));
        var (head, count, data) = (decode.CompoundHead(stored.Words), decode.Refcount(stored.Words), decode.Data(stored.Words));
        var countBefore = state.Refcount[frame, 0].Value;
        NoticeLostRecord(frame, stored, isPoisoned);
        for (var slot = stored.Slot; slot < Math.Min(2, stored.Slot + stored.Count); slot++)
        {
            firstSlots[frame, slot] = stored.Words;
        }
        if (stored.Count == instance.Scope.Slots)
        {
            state.PgHead.Fill(frame, isHead);
            state.CompoundHead.Fill(frame, head);
            state.PgHwpoison.Fill(frame, isPoisoned);
            state.Refcount.Fill(frame, count);
            state.Metadata.Fill(frame, data);
        }
        for (var slot = stored.Slot; stored.Count < instance.Scope.Slots && slot < stored.Slot + stored.Count; slot++)
        {
            state.PgHead[frame, slot] = isHead;
            state.CompoundHead[frame, slot] = head;
            state.PgHwpoison[frame, slot] = isPoisoned;
            state.Refcount[frame, slot] = count;
            state.Metadata[frame, slot] = data;
        }
        for (var folio = 0; stored.Slot < 2 && folio < instance.Scope.Folios; folio++)
        {
            if (state.Pte[folio, 0].Value == frame)
            {
                ReadHead(folio, frame);
                position.HeadStored(folio, countBefore);
            }
        }
    }

    // Memory failure records an error in the head's page, which is left behind: by the translation that its CPU still has, or as the copy is made.
    private void NoticeLostRecord(int frame, SlotsStored stored, bool isPoisoned)
    {
        if (!isPoisoned || position.Call is not { Kind: CallKind.Fail } || state.PgHwpoison[frame, stored.Slot].IsTrue)
        {
            return;
        }
        for (var folio = 0; folio < instance.Scope.Folios; folio++)
        {
            var isOfHead = state.Pte[folio, 0] == frame | state.Stale[folio, 0, frame];
            state.LostStore[folio] = state.LostStore[folio] | (isOfHead & state.GoesToOldHead(folio, 0, frame));
        }
    }

    // What hugetlb knows of a block stands in its first struct pages.
    private void ReadHead(int folio, int frame)
    {
        var head = firstSlots[frame, 0];
        state.Hugetlb[folio] = decode.IsHugetlb(firstSlots[frame, decode.TypeSlot]);
        state.Optimised[folio] = decode.HasFlag(head, "HPG_vmemmap_optimized");
        state.Freed[folio] = decode.HasFlag(head, "HPG_freed");
        state.Migratable[folio] = decode.HasFlag(head, "HPG_migratable");
        state.Unreliable[folio] = decode.HasFlag(head, "HPG_raw_hwp_unreliable");
    }

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

    private void BecomeTailOfZone(int frame)
    {
        var tail = NumberedAsTailOfZone(frame);
        position.LeavesTails(TailsOf(tail));
        owners.IsTailOfZone(tail);
        if (unknown.Remove(frame, out var stores))
        {
            stores.ForEach(Store);
        }
    }

    // It was an ordinary frame until now: with the number that is set aside for it, it has what was stored to it.
    private int NumberedAsTailOfZone(int frame)
    {
        var (old, tail) = frames.BecomesTailOfZone(frame);
        if (old >= 0 && old != tail)
        {
            state.CopyPage(tail, old);
            owners.IsNumberedAnew(old);
        }
        return tail;
    }

    // Whose frame of tails it is, as long as it is not published.
    private int? TailsOf(int frame) => frame >= 0 && state.Owner[frame].Value == Owner.Collected ? state.OwnerFolio[frame].Value : null;

    // The frame for the head is, whether it will be mapped or not.
    private bool IsShown(FrameAllocated allocated) => allocated.IsShown || position is { IsCollecting: true, Operation: (true, _) };

    // Where not all pages are shown, it may be for one that is not.
    private void Allocate(int frame, bool isShown)
    {
        if (window.IsWhole || isShown)
        {
            owners.Allocate(frame, position.Operation?.Block, position.IsCollecting);
        }
        else
        {
            owners.IsFoundAllocated(frame);
        }
    }

    // A frame that the model learns of has what was stored to it before.
    private int Adopted(int frame)
    {
        var number = frames.Adopt(frame, known => !translations.Reach(known) && state.Owner[known].Value == Owner.Buddy);
        if (number >= 0 && unknown.Remove(frame, out var stores))
        {
            owners.IsFoundAllocated(number);
            stores.ForEach(Store);
        }
        return number;
    }
}
