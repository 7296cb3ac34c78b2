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
    public void StaticBranchInc(N folio) => CountInKey(folio, 1, true);

    /// <summary><c>static_branch_dec(&amp;hugetlb_optimize_vmemmap_key)</c> for this hugepage, where there is such a key.</summary>
    public void StaticBranchDec(N folio) => StaticBranchDec(folio, true);

    /// <summary>The same where it comes to that.</summary>
    public void StaticBranchDec(N folio, B condition) => CountInKey(folio, -1, condition);

    private void CountInKey(N folio, N by, B condition)
    {
        if (KeyCounts is not null)
        {
            KeyCounts[folio] = KeyCounts[folio] + N.If(condition, by, 0);
        }
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

    /// <summary>The end of <c>free_huge_page()</c>, under <c>hugetlb_lock</c>, of a hugepage that stays.</summary>
    public void Enqueue(N folio)
    {
        RestoreReserve(folio);
        PutOnFreeList(folio);
    }

    /// <summary><c>enqueue_huge_page()</c>, under <c>hugetlb_lock</c>. What becomes of a hugepage that somebody holds and that is put on the free list all the same is not followed: the run ends there.</summary>
    public void PutOnFreeList(N folio)
    {
        var isHeld = Refcount[HeadFrame(folio), 0] != 0;
        var isListed = TakeOffList(folio);
        BrokenList[folio] = BrokenList[folio] | isHeld;
        Oops.Value = Oops.Value | isHeld;
        var enqueues = isListed & !isHeld;
        Migratable[folio] = Migratable[folio] & !enqueues;
        CountFreeIf(folio, enqueues);
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
