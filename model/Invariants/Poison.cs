namespace Vmemmap.Model.Invariants;

/// <summary>Poisoned memory is neither lost, nor spread, nor handed out again: the second objection of 2020.</summary>
internal static class Poison<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> Of(ErrorRecord record) =>
    [
        new("error-marks-no-other-page", ["S17", "PB"],
            "A struct page reads as poisoned only if its own page is bad; the head of a hugepage may stand for all of it.",
            "Matthew Wilcox, 2020-09-15 18:15: that might work, except for PageHWPoison.",
            [Folio, Page, Frame, Slot],
            [
                (s, x) => !s.Unreliable[x.Folio] & s.IsCompound(x.Folio),
                (s, x) => s.MayRead(x.Folio, x.Page, x.Frame),
                (s, x) => !(x.Page == 0 & x.Slot == 0),
            ],
            (s, x) => !s.PgHwpoison[x.Frame, x.Slot] | s.Bad[x.Folio, x.Page, x.Slot]),

        new("poison-recorded", ["S17", "PC", "PD", "PL"],
            "Once memory failure is done with a page of a hugepage, the hugepage remembers that it has a bad page.",
            "Naoya Horiguchi's set of PG_hwpoison for busy hugepages (38f6d29397cc); raw error list, 161df60e9e89.",
            [Folio, Page, Slot],
            [
                (s, x) => s.Shape.IsOfDevice ? s.IsCompound(x.Folio) : s.Hugetlb[x.Folio],
                (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot),
            ],
            (s, x) => s.PgHwpoison[s.HeadFrame(x.Folio), 0] & (record.Remembers(s, x.Folio, x.Page, x.Slot) | s.Unreliable[x.Folio])),

        new("dissolved-flags-exact", ["S17", "PB", "PC"],
            "After a hugepage is dissolved exactly its bad base pages are flagged.",
            "dissolve_free_huge_page() moves the flag; folio_clear_hugetlb_hwpoison().",
            [Folio, Page, Slot],
            [(s, x) => s.At(x.Folio, Points.Plain), (s, x) => !s.IsBeingReported(x.Folio, x.Page, x.Slot)],
            (s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] == s.Bad[x.Folio, x.Page, x.Slot])
        {
            DoesNotApply = Applies.NeverDissolved,
        },

        new("poison-contained", ["PA"],
            "Nobody is given a page that memory failure was told of: neither alone nor in a hugepage.",
            "Purpose of memory_failure(); check_new_page(); dequeue_huge_page_node_exact() passes over poisoned hugepages.",
            [Folio, Page, Slot],
            [
                (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot) & !s.IsBeingContained(x.Folio, x.Page, x.Slot),
                (s, x) => s.IsInUse(x.Folio) | s.Lent[x.Folio, x.Page, x.Slot],
            ],
            (s, x) => s.Struck[x.Folio, x.Page, x.Slot]),

        new("demoted-without-errors", ["PJ"],
            "No smaller hugepage that a demoted one has become is in its pool with a page that memory failure was told of, unless its own head is flagged.",
            "M. Kravetz, v5.18: demote_pool_huge_page() passes over hugepages with PG_hwpoison; the flag of a head says nothing of the other hugepages that it is split into.",
            [Folio, Page, Slot],
            [
                (s, x) => s.IsInSmallerPool(x.Folio, x.Page),
                (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot),
            ],
            (s, x) => s.PgHwpoison[s.Pte[x.Folio, x.Page], 0])
        {
            DoesNotApply = Applies.Unless(shape => shape.Demotes, "demotion is not followed in this design"),
        },

        new("bad-frame-not-reused", ["PA"],
            "No frame whose memory is bad is with the buddy allocator or another user.",
            "Memory failure of vmemmap's own memory: free_pages_prepare() of a single page refuses it.",
            [Frame],
            [(s, x) => s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User],
            (s, x) => !s.FrameBad[x.Frame]),

        new("leak-only-if-unreliable", ["S17", "PM"],
            "A hugepage that left the pool is kept for ever only if it is not known which of its pages are bad, and a frame only if it is bad itself.",
            "raw_hwp_unreliable, 161df60e9e89.",
            [Folio, Frame],
            [],
            (s, x) => (!(s.At(x.Folio, Points.Leaked) | s.At(x.Folio, Points.BadPages)) | s.Unreliable[x.Folio]) & (s.Owner[x.Frame] != Owner.Retired | s.FrameBad[x.Frame])),

        new("poisoned-pages-counted-once", ["PE"],
            "When memory failure is done with a page num_poisoned_pages has counted it, once, and it counts no page that is not bad; of a hugepage whose raw error list is unreliable it may lack some.",
            "HardwareCorrupted of /proc/meminfo, what the kernel knows to be corrupted; action_result(), __folio_free_raw_hwp().",
            [Folio, Page, Slot],
            [(s, x) => !s.IsBeingHandled(x.Folio, x.Page, x.Slot) & !s.Oops.Value],
            (s, x) =>
            {
                var (isCounted, isBad) = (s.Counted![x.Folio, x.Page, x.Slot], s.Bad[x.Folio, x.Page, x.Slot]);
                return !s.Miscounted![x.Folio] & (!isCounted | isBad) & (!isBad | isCounted | s.Unreliable[x.Folio]);
            })
        {
            DoesNotApply = Applies.NotToDevices("of device memory reports are counted, not pages: memory_failure_dev_pagemap() calls action_result() for each, as nobody remembers which page of a compound page was bad, and nothing is taken out when the memory goes"),
        },

        new("unpoison-drops-its-own-reference", ["PL"],
            "Who takes an injected error back drops the reference that he took, and no other.",
            "unpoison_memory(): the second put is for the reference that memory failure keeps of what it has handled, and of a hugepage it keeps none.",
            [Folio],
            [],
            (s, x) => !s.StolenReference![x.Folio])
        {
            DoesNotApply = Applies.Unless(shape => shape.Unpoisons, "no error is taken back: unpoison_memory() is in 'linux-6.1+unpoison' and 'corrected+unpoison'"),
        },

        new("raw-error-list-walked-alone", ["PD", "PL"],
            "What unpoison walks as the raw error list of a hugepage is that, and no free walks it too: each entry is freed once, and nothing else is freed as one.",
            "Jiaqi Yan, July 2023 (v6.6): llist_del_all() before the walk, in __folio_free_raw_hwp(); unpoison_memory() of 7.3.4, which holds no lock there.",
            [Folio],
            [],
            (s, x) => !s.StrayWalk![x.Folio])
        {
            DoesNotApply = Applies.Unless(shape => shape.Unpoisons, "no error is taken back: unpoison_memory() is in 'linux-6.1+unpoison' and 'corrected+unpoison', and without it a list has one who walks it"),
        },

        new("lock-is-not-taken-twice", ["PK"],
            "While memory failure holds hugetlb_lock it has not dropped the last reference of a hugepage: who does frees the hugepage, and takes that lock.",
            "Wupeng Ma, 3c2d42b8ee34 (v7.1): an AA deadlock in get_huge_page_for_hwpoison(); Fixes: 405ce051236c.",
            [Folio],
            [(s, _) => s.FailureHoldsLock],
            (s, x) => !s.Failure.Frees(x.Folio))
        {
            DoesNotApply = shape => Applies.NotOfHugetlb(shape) ?? (shape.LooksUpUnderLock ? null : "memory failure takes no lock, up to v5.17"),
        },
    ];
}
