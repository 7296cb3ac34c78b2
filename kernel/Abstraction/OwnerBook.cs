using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Whose each frame is: from allocations, frees and entries. The list of an operation is what it has taken out of the page table or got from the allocator, and not yet mapped or freed.</summary>
public sealed class OwnerBook(State<Bit, Num> state)
{
    // Allocated by an optimise, for what is not yet seen.
    private readonly List<(int Folio, int Frame)> unused = [];
    private readonly Dictionary<int, int> inList = [];

    // Mapped by pages that are not shown.
    private readonly HashSet<int> elsewhere = [];

    /// <summary>A frame was allocated.</summary>
    /// <param name="frame">the frame.</param>
    /// <param name="folio">the folio whose operation it was allocated in, or null.</param>
    /// <param name="isCollected">it belongs to the operation's list.</param>
    public void Allocate(int frame, int? folio, bool isCollected)
    {
        if (folio is { } block && isCollected)
        {
            Collect(block, frame);
            state.Fresh[frame] = true;
            return;
        }
        Give(frame, Owner.User, None.Nobody, 0);
        if (folio is { } working)
        {
            unused.Add((working, frame));
        }
    }

    /// <summary>It holds a page table.</summary>
    public void IsTable(int frame)
    {
        if (frame >= 0)
        {
            Forget(frame);
            Give(frame, Owner.User, None.Nobody, 0);
        }
    }

    /// <summary>The operation on a folio makes a frame of tails of it.</summary>
    public void IsMadeOfTails(int frame, int folio) => Collect(folio, frame);

    /// <summary>It belongs to the memory map, but to no page of it: all hugepages share it.</summary>
    public void IsTailOfZone(int frame)
    {
        Forget(frame);
        Give(frame, Owner.Vmemmap, None.Nobody, 0);
        state.ZoneTail!.Value = frame;
        state.ZoneInTail!.Value = Zones.Followed;
    }

    /// <summary>The frame of this number has another from now on: the number stands for none that there is.</summary>
    public void IsNumberedAnew(int number)
    {
        Forget(number);
        Give(number, Owner.Buddy, None.Nobody, 0);
    }

    /// <summary>It is mapped by a page that is not shown, or is what such a page shares. Until the operation is over it stands in its list: CPUs may still reach it.</summary>
    public void IsElsewhere(int frame)
    {
        if (frame >= 0 && state.Owner[frame].Value == Owner.Collected)
        {
            elsewhere.Add(frame);
        }
    }

    /// <summary>The model learns of a frame that was allocated before.</summary>
    public void IsFoundAllocated(int frame)
    {
        Give(frame, Owner.User, None.Nobody, 0);
        unused.Add((None.Nobody, frame));
    }

    /// <summary>It is with the buddy allocator again.</summary>
    public void Free(int frame)
    {
        if (frame >= 0)
        {
            Forget(frame);
            elsewhere.Remove(frame);
            Give(frame, Owner.Buddy, None.Nobody, 0);
            state.Fresh[frame] = false;
        }
    }

    /// <summary>Something was stored to it.</summary>
    public void Written(int frame) => state.Fresh[frame] = false;

    /// <summary>A vmemmap page is mapped to another frame than before.</summary>
    public void Remap(int folio, int page, int old, int frame)
    {
        if (old == frame)
        {
            return;
        }
        // list_del() of the new frame, then list_add() of the old one: vmemmap_remap_pte() of the head's page.
        if (elsewhere.Remove(frame) || state.Owner[frame].Value == Owner.Collected || unused.Any(one => one.Frame == frame))
        {
            Forget(frame);
            Give(frame, Owner.Vmemmap, folio, page);
        }
        // vmemmap_restore_pte() lists none: what a rollback takes from the head's page is lost.
        var isLost = state.Shape.RollsBackHead && state.At(folio, Points.RollingBack).IsTrue;
        if (!isLost && state.Owner[old].Value == Owner.Vmemmap && state.OwnerFolio[old].Value == folio && state.OwnerIndex[old].Value == page)
        {
            Collect(folio, old);
        }
    }

    /// <summary>The operation on a folio has returned: its list is gone, and so is what it allocated and neither used nor freed.</summary>
    public void EndOperation(int folio)
    {
        LeaveElsewhere(folio);
        state.DropList(folio);
        inList[folio] = 0;
        foreach (var (_, frame) in unused.Where(one => one.Folio == folio))
        {
            Give(frame, Owner.Collected, folio, 0);
        }
        unused.RemoveAll(one => one.Folio == folio);
    }

    /// <summary>Whatever was collected before: each vmemmap page that is shown has the frame that it is mapped to, and what else is not with the buddy allocator is another user's.</summary>
    public void BeginAnew(int folios, int frames)
    {
        unused.Clear();
        inList.Clear();
        elsewhere.Clear();
        foreach (var frame in Enumerable.Range(0, frames).Where(frame => state.Owner[frame].Value != Owner.Buddy && frame != state.ZoneTail?.Value.Value))
        {
            Give(frame, Owner.User, None.Nobody, 0);
        }
        for (var folio = 0; folio < folios; folio++)
        {
            state.DropList(folio);
            for (var page = 0; page < state.Pages.Value; page++)
            {
                Give(state.Pte[folio, page].Value, Owner.Vmemmap, folio, page);
            }
        }
    }

    private void Give(int frame, int owner, int folio, int index)
    {
        state.Owner[frame] = owner;
        state.OwnerFolio[frame] = folio;
        state.OwnerIndex[frame] = index;
    }

    // Those that pages which are not shown are mapped to need no place in the list any longer.
    private void LeaveElsewhere(int folio)
    {
        foreach (var frame in elsewhere.Where(one => state.Owner[one].Value == Owner.Collected && state.OwnerFolio[one].Value == folio))
        {
            Forget(frame);
            Give(frame, Owner.User, None.Nobody, 0);
        }
    }

    // Into the list of an operation. A full one is closed up first.
    private void Collect(int folio, int frame)
    {
        if (state.ListLength[folio].Value == state.Pages.Value)
        {
            LeaveElsewhere(folio);
            List<int> kept = [.. Enumerable.Range(0, state.Pages.Value).Select(place => state.List[folio, place].Value).Where(one => one != None.Nobody)];
            state.DropList(folio);
            state.List.Fill(folio, None.Nobody);
            kept.ForEach(one => state.Collect(folio, one));
        }
        if (state.ListLength[folio].Value == state.Pages.Value)
        {
            // More frames than a hugepage has: whatever this is, it has no place.
            Give(frame, Owner.Collected, folio, state.Pages.Value);
            return;
        }
        state.Collect(folio, frame);
        inList[folio] = inList.GetValueOrDefault(folio) + 1;
    }

    // Out of the list that it is in. Where it is not the one whose turn it is, its place stays empty until the list is.
    private void Forget(int frame)
    {
        unused.RemoveAll(one => one.Frame == frame);
        if (state.Owner[frame].Value != Owner.Collected)
        {
            return;
        }
        var (folio, place) = (state.OwnerFolio[frame].Value, state.OwnerIndex[frame].Value);
        if (place >= state.ListLength[folio].Value || state.List[folio, place].Value != frame)
        {
            return;
        }
        if (place == state.ListFrontEntry(folio).Value)
        {
            state.TakeFront(folio);
        }
        state.List[folio, place] = None.Nobody;
        if (--inList[folio] == 0)
        {
            state.DropList(folio);
        }
    }
}
