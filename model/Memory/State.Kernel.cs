namespace Vmemmap.Model.Memory;

/// <content>What kernel functions do to the tables, in their names.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>set_pte_at()</c>: the entry changes; the old one is stale from now on, unless it was made invalid and flushed before.</summary>
    public void SetPte(N folio, N page, N frame, B writable)
    {
        var old = Pte[folio, page];
        if (StaleWritable is not null)
        {
            StaleWritable[folio, page, old] = !Shape.BreaksBeforeMake & (StaleWritable[folio, page, old] | Writable[folio, page]);
        }
        Pte[folio, page] = frame;
        Writable[folio, page] = writable;
        Stale[folio, page, old] = !Shape.BreaksBeforeMake;
    }

    /// <summary><c>set_pte_at()</c> where no entry was: no translation is left behind.</summary>
    public void PopulatePte(N folio, N page, N frame)
    {
        Pte[folio, page] = frame;
        Writable[folio, page] = true;
    }

    /// <summary>The same with a frame that is of that page alone.</summary>
    public void PopulateOwnPage(N folio, N page, N frame)
    {
        PopulatePte(folio, page, frame);
        Owner[frame] = Memory.Owner.Vmemmap;
        OwnerFolio[frame] = folio;
        OwnerIndex[frame] = page;
    }

    /// <summary><c>pte_clear()</c>: no entry any longer, and the old one is stale.</summary>
    public void ClearPte(N folio, N page) => SetPte(folio, page, None.Nobody, false);

    /// <summary><c>flush_tlb_kernel_range()</c> over the folio's struct pages: no CPU holds an older translation afterwards.</summary>
    public void FlushTlb(N folio)
    {
        Stale.Fill(folio, false);
        StaleWritable?.Fill(folio, false);
    }

    /// <summary><c>flush_tlb_all()</c>, which is an empty macro on one architecture.</summary>
    public void FlushTlbAll(N folio)
    {
        if (!Shape.FlushAllIsEmpty)
        {
            FlushTlb(folio);
        }
    }

    /// <summary><c>static_branch_inc(&amp;hugetlb_optimize_vmemmap_key)</c> for this hugepage, where there is such a key.</summary>
    public void StaticBranchInc(N folio) => Count(folio, 1, true);

    /// <summary><c>static_branch_dec(&amp;hugetlb_optimize_vmemmap_key)</c> for this hugepage, where there is such a key.</summary>
    public void StaticBranchDec(N folio) => StaticBranchDec(folio, true);

    /// <summary>The same where it comes to that.</summary>
    public void StaticBranchDec(N folio, B condition) => Count(folio, -1, condition);

    private void Count(N folio, N by, B condition)
    {
        if (KeyCounts is not null)
        {
            KeyCounts[folio] = KeyCounts[folio] + N.If(condition, by, 0);
        }
    }

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

    /// <summary><c>copy_page()</c>: every struct page of a frame.</summary>
    public void CopyPage(N to, N from)
    {
        PgHead.CopyRow(to, from);
        CompoundHead.CopyRow(to, from);
        PgHwpoison.CopyRow(to, from);
        Refcount.CopyRow(to, from);
        Metadata.CopyRow(to, from);
        Fresh[to] = false;
    }

    /// <summary>Each struct page of a frame becomes a copy of one of another frame.</summary>
    public void FillPage(N to, N from, N slot)
    {
        PgHead.Fill(to, PgHead[from, slot]);
        CompoundHead.Fill(to, CompoundHead[from, slot]);
        PgHwpoison.Fill(to, PgHwpoison[from, slot]);
        Refcount.Fill(to, Refcount[from, slot]);
        Metadata.Fill(to, Metadata[from, slot]);
        Fresh[to] = false;
    }

    /// <summary>Each struct page of a frame is written: none is a head, none has a flag, and none carries data.</summary>
    /// <param name="frame">the frame.</param>
    /// <param name="compoundHead">what each has for <c>compound_head</c>.</param>
    /// <param name="references">what each counts.</param>
    public void WritePage(N frame, N compoundHead, N references)
    {
        PgHead.Fill(frame, false);
        CompoundHead.Fill(frame, compoundHead);
        PgHwpoison.Fill(frame, false);
        Refcount.Fill(frame, references);
        Metadata.Fill(frame, None.Nobody);
    }

    /// <summary><c>memcpy()</c> of one struct page within a frame: the word with its flags.</summary>
    public void CopyFlags(N frame, N to, N from)
    {
        PgHead[frame, to] = PgHead[frame, from];
        PgHwpoison[frame, to] = PgHwpoison[frame, from];
    }

    /// <summary><c>memcpy()</c> of one struct page within a frame: <c>compound_head</c> and the rest.</summary>
    public void CopyRest(N frame, N to, N from)
    {
        CompoundHead[frame, to] = CompoundHead[frame, from];
        Refcount[frame, to] = Refcount[frame, from];
        Metadata[frame, to] = Metadata[frame, from];
    }

    /// <summary>Every struct page has a frame of its own: on to what the hugepage left the pool for.</summary>
    public void EndRestore(N folio)
    {
        if (Demoting is not { } demoting)
        {
            GoTo(folio, Points.Dissolving);
            return;
        }
        GoTo(folio, demoting[folio], Points.RestoredToDemote, Points.Dissolving);
        InBulk[folio] = InBulk[folio] & !demoting[folio];
        demoting[folio] = false;
    }

    /// <summary><c>put_page()</c> of the head: was it the last reference? Then <c>free_huge_page()</c> is called by who dropped it.</summary>
    public B PutHead(N folio, N references) => Put(HeadFrame(folio), 0, references);

    /// <summary>
    /// <c>put_page_testzero()</c> of one struct page: is the count 0 now? Where it was 0 before, that is a VM_BUG_ON_PAGE() with CONFIG_DEBUG_VM; without, it is -1 now. What becomes of that is not followed: the run ends there.
    /// </summary>
    public B Put(N frame, N slot, N references)
    {
        var count = Refcount[frame, slot];
        var left = count - references;
        Refcount[frame, slot] = left;
        Oops.Value = Oops.Value | (count == 0 & references != 0);
        return left == 0 & references != 0;
    }

    /// <summary><c>put_page_testzero()</c> of who works on the hugepage and has taken a reference for that, or has it frozen: is the count 0 afterwards?</summary>
    public B DropOwn(N folio)
    {
        var (head, isFrozen) = (HeadFrame(folio), Refcount[HeadFrame(folio), 0] == 0);
        Refcount[head, 0] = N.If(isFrozen, 0, Refcount[head, 0] - 1);
        return Refcount[head, 0] == 0;
    }

    /// <summary><c>list_del()</c> or <c>list_move()</c> of the hugepage, under <c>hugetlb_lock</c>: one that was taken off its list has LIST_POISON for neighbours, and the kernel oopses.</summary>
    public B TakeOffList(N folio)
    {
        var isListed = At(folio, Points.Kept);
        BrokenList[folio] = BrokenList[folio] | !isListed;
        Oops.Value = Oops.Value | !isListed;
        return isListed;
    }

    /// <summary>
    /// <c>enqueue_huge_page()</c> at the end of <c>free_huge_page()</c>, under <c>hugetlb_lock</c>. What becomes of a hugepage that somebody holds and that is put on the free list all the same is not followed: the
    /// run ends there.
    /// </summary>
    public void Enqueue(N folio)
    {
        var isHeld = Refcount[HeadFrame(folio), 0] != 0;
        var isListed = TakeOffList(folio);
        BrokenList[folio] = BrokenList[folio] | isHeld;
        Oops.Value = Oops.Value | isHeld;
        var enqueues = isListed & !isHeld;
        Migratable[folio] = Migratable[folio] & !enqueues;
        Freed[folio] = Freed[folio] | enqueues;
    }

    /// <summary>
    /// A store through one translation of a page is allowed. One older than the page table has the permission of its time: the folio's own frames were mapped writable, the shared frame like all shared tails; where tails may be shared
    /// writable, it is remembered.
    /// </summary>
    public B MayWrite(N folio, N page, N frame)
    {
        var isCurrent = frame == Pte[folio, page];
        if (StaleWritable is not null)
        {
            return (isCurrent & Writable[folio, page]) | StaleWritable[folio, page, frame];
        }
        B olderMayWrite = Shape.Layout.TailsWritable ? true : Shape.CopiesHeadBack ? !WasShared(folio, page, frame) : frame != SharedFrame(folio);
        return (isCurrent & Writable[folio, page]) | (!isCurrent & olderMayWrite);
    }

    // Once a rollback has given the head's page another frame, the one that tail pages were mapped to together is that which it had: of the head's page, and mapped there no longer.
    private B WasShared(N folio, N page, N frame)
    {
        var isHeadGivenBack = At(folio, Points.RollingBack) & Cursor[folio] > 0;
        var isLeft = Owner[frame] == Memory.Owner.Vmemmap & OwnerIndex[frame] == 0 & frame != HeadFrame(folio);
        return page >= KeptPages & ((isHeadGivenBack & isLeft) | (!isHeadGivenBack & frame == SharedFrame(folio)));
    }

    /// <summary>A store through this translation goes to a frame of the head's page that it is leaving, or has left.</summary>
    public B GoesToOldHead(N folio, N page, N frame) => page < KeptPages & (frame != Pte[folio, page] | IsHeadCopied(folio));

    /// <summary><c>__free_pages()</c> drops the reference of who frees, where he has one: if somebody else holds one, <c>put_page_testzero()</c> fails, and he frees the hugepage who drops the last.</summary>
    public void FreePages(N folio)
    {
        var isZero = DropOwn(folio);
        GoTo(folio, Points.AwaitingLastPut);
        FreeIf(folio, isZero);
    }

    /// <summary><c>free_pages_prepare()</c> begins, where the condition holds, to turn heads and tails back into ordinary pages: no longer one and the same compound page.</summary>
    public void FreeIf(N folio, B condition)
    {
        GoToIf(folio, condition, Points.Destroying);
        Cursor[folio] = N.If(condition, 0, Cursor[folio]);

        ReaderLive[folio] = ReaderLive[folio] & !condition;
        ForgetFlagsIf(folio, condition & !Hugetlb[folio]);
    }

    /// <summary>
    /// HPageFreed, HPageMigratable and the mark of an unreliable list are in <c>page->private</c>: once a page that is given away has no hugetlb type, nobody reads it before its next owner has zeroed it
    /// (<c>post_alloc_hook()</c>).
    /// </summary>
    public void ForgetFlagsIf(N folio, B condition)
    {
        Freed[folio] = Freed[folio] & !condition;
        Migratable[folio] = Migratable[folio] & !condition;
        Unreliable[folio] = Unreliable[folio] & !condition;
    }
}
