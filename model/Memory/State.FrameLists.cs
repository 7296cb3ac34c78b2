namespace Vmemmap.Model.Memory;

/// <content>What kernel functions do to the list of frames that an operation has.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>list_add()</c> or <c>list_add_tail()</c>: the frame joins the operation's list.</summary>
    public void Collect(N folio, N frame)
    {
        var length = ListLength[folio];
        List[folio, length] = frame;
        ListLength[folio] = length + 1;
        Owner[frame] = Memory.Owner.Collected;
        OwnerFolio[frame] = folio;
        OwnerIndex[frame] = length;
    }

    /// <summary><c>vmemmap_remap_range()</c> with <c>vmemmap_restore_pte()</c>: a walk begins that gives each page a frame of the list.</summary>
    /// <param name="folio">the folio.</param>
    /// <param name="from">the vmemmap page that the walk begins with.</param>
    /// <param name="end">the vmemmap page that the walk ends before.</param>
    public void BeginGivingBack(N folio, N from, N end)
    {
        WalkEnd[folio] = end;
        Cursor[folio] = from;
        Reset[folio] = Writing.NotBegun;
    }

    /// <summary><c>list_del()</c> of the front of the operation's list: the frame taken out.</summary>
    public N TakeFront(N folio)
    {
        var (front, left) = (ListFrontEntry(folio), ListLeft(folio) - 1);
        var frame = List[folio, front];
        List[folio, front] = None.Nobody;
        if (Shape.Layout.IsListFifo)
        {
            // An empty list begins anew.
            ListTaken[folio] = N.If(left == 0, 0, front + 1);
            ListLength[folio] = N.If(left == 0, 0, ListLength[folio]);
        }
        else
        {
            ListLength[folio] = left;
        }
        return frame;
    }

    /// <summary>The list is a local variable: what is left in it when the function returns is lost.</summary>
    public void DropList(N folio)
    {
        ListTaken[folio] = 0;
        ListLength[folio] = 0;
    }

    /// <summary><c>free_vmemmap_page()</c> of the front of the list. A frame whose memory is bad is not given out again: the allocator checks single pages.</summary>
    public void FreeFront(N folio)
    {
        var frame = TakeFront(folio);
        Owner[frame] = N.If(FrameBad[frame], Memory.Owner.Retired, Memory.Owner.Buddy);
        OwnerFolio[frame] = None.Nobody;
        OwnerIndex[frame] = 0;
        Fresh[frame] = false;
        if (Origin is not null)
        {
            Misfree(frame);
        }
    }

    // PageReserved: free_bootmem_page(); else __free_page(), whose put_page_testzero() is a VM_BUG_ON_PAGE where the reference count is 0. Without CONFIG_DEBUG_VM the frame is lost instead.
    private void Misfree(N frame)
    {
        var (isBlock, isSelfHosted) = (Origin![frame] == Memory.Origin.Block, Origin[frame] == Memory.Origin.SelfHosted);
        Origin[frame] = N.If(isBlock | isSelfHosted, Memory.Origin.Misfreed, Memory.Origin.Single);
        Oops.Value = Oops.Value | isBlock;
    }
}
