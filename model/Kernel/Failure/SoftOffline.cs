namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A page whose errors were corrected so far is taken out of use before it fails: a call like one of memory failure, as both hold <c>mf_mutex</c>. Where 0 is the answer, who asked takes the page for out of use, so from then on it is what a bad page is. A free hugepage is dissolved, and the page taken off
/// the buddy allocator; what is in use is migrated first. mm/memory-failure.c <c>soft_offline_page()</c>, <c>soft_offline_in_use_page()</c>, <c>page_handle_poison()</c>.
/// </summary>
/// <remarks>
/// Not followed: which hugepage a user is given for the one that is migrated, as who takes one from the pool, or has one made, does that at any time; and that what has failed is tried once more and not again and again. That the flag is looked at again when the reference is taken tells nothing new: who sets flags needs the mutex.
/// </remarks>
/// <param name="AsksList">ours: of a hugepage its raw error list tells which page is out of use, not the flag; and a page that got its flag when the hugepage was dissolved is not counted again.</param>
[KernelFunction("soft_offline_page()", "7.3.4, mm/memory-failure.c: soft_offline_page(), get_hwpoison_page(), soft_offline_in_use_page(), page_handle_poison(), __page_handle_poison(), mm/hugetlb.c: get_hwpoison_hugetlb_folio(), folio_isolate_hugetlb(), folio_putback_hugetlb(), mm/migrate.c: unmap_and_move_hugetlb_folio(), migrate_huge_page_move_mapping(), mm/page_alloc.c: take_page_off_buddy(); AsksList: ours")]
public sealed partial record SoftOffline(bool AsksList = false) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.SoftOfflining, FailurePoints.SoftOfflineHolding, FailurePoints.SoftOfflineMigrating, FailurePoints.SoftOfflineMigrated, FailurePoints.SoftOfflineDissolving, FailurePoints.Idle];

    public override Performer Performer => Performer.MemoryFailure;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var remove = parts.The<Hugetlb.RemoveHugetlbPage>();
        (string Says, Func<State<B, N>, N, B> Holds) isDissolved = ("folio_test_hugetlb(folio), free, and HPG_freed", (s, h) => s.Hugetlb[h] & s.Freed[h] & s.Refcount[s.HeadFrame(h), 0] == 0);
        isDissolved = Hugetlb.Reservations.MayDissolve<B, N>(parts).Aggregate(isDissolved, (all, may) => ($"{all.Says}; {may.Says}", (s, h) => all.Holds(s, h) & may.Holds(s, h)));
        (string Says, Func<State<B, N>, N, B> Holds) isFreePage = ("the page is free in the buddy allocator", TakePageOffBuddy.IsFree);
        (string Says, Func<State<B, N>, N, B> Holds) hasReturned = ("the hugepage is dissolved or back in the pool", (s, h) => s.RawPage[h] == None.Nobody);
        return
        [
            new("soft-offline", "soft_offline_page(): !PageHWPoison(page)", Folio, Page, Slot, Frame)
            {
                At = [FailurePoints.Idle],
                When =
                [
                    AsksList
                        ? ("neither an entry of the raw error list nor, of what is no hugepage, PageHWPoison(page)", (s, x) => N.If(s.Hugetlb[x.Folio], N.If(s.RawList[x.Folio, x.Page, x.Slot], 1, 0), N.If(s.PgHwpoison[x.Frame, x.Slot], 1, 0)) == 0)
                        : ("!PageHWPoison(page)", (s, x) => !s.PgHwpoison[x.Frame, x.Slot]),
                ],
                Through = (s, x) => s.Reaches(x.Folio, x.Page, x.Frame),
                Mishap = Mishap.PageFails,
                Then = (s, x) => s.BeginWithMutex(x.Folio, x.Page, x.Slot, FailurePoints.SoftOfflining),
            },

            // "page already poisoned": success.
            .. AsksList ? [] : new Step<B, N>[]
            {
                new("soft-offline-finds-flag", "soft_offline_page(): PageHWPoison(page): 0", Folio, Page, Slot, Frame)
                {
                    At = [FailurePoints.Idle],
                    When =
                    [
                        ("PageHWPoison(page)", (s, x) => s.PgHwpoison[x.Frame, x.Slot]),
                        ("the page was not out of use", (s, x) => !s.Bad[x.Folio, x.Page, x.Slot]),
                    ],
                    Through = (s, x) => s.Reaches(x.Folio, x.Page, x.Frame),
                    Mishap = Mishap.PageFails,
                    Then = (s, x) => s.Bad[x.Folio, x.Page, x.Slot] = true,
                },
            },

            new FailureStep<B, N>("soft-offline-dissolves", "__page_handle_poison(): dissolve_free_hugetlb_folio(page_folio(page))", FailurePoints.SoftOfflining, FailurePoints.SoftOfflineMigrated)
            {
                When = [isDissolved],
                Then = (s, h, v, e, f) =>
                {
                    s.RawPage[h] = v;
                    s.RawSlot[h] = e;
                    remove.Dissolve(parts, s, h);
                    s.GoTo(FailurePoints.SoftOfflineDissolving);
                },
            },

            new FailureStep<B, N>("soft-offline-takes-page", "page_handle_poison(): take_page_off_buddy(page), SetPageHWPoison(page), num_poisoned_pages_inc()", FailurePoints.SoftOfflining, FailurePoints.SoftOfflineMigrated, FailurePoints.SoftOfflineDissolving)
            {
                When = [isFreePage, hasReturned],
                ThroughTranslation = true,
                Then = TakeOutOfUse,
            },

            new FailureStep<B, N>("soft-offline-fails", "soft_offline_page(): -EBUSY", FailurePoints.SoftOfflining, FailurePoints.SoftOfflineMigrated)
            {
                When = [("it is neither a free hugepage that may be dissolved nor a free page", (s, h) => !isDissolved.Holds(s, h) & !isFreePage.Holds(s, h))],
                Then = (s, h, v, e, f) => s.EndFailure(true),
            },

            .. OfPagesInUse<B, N>(),

            // Of what was in use when it was called nothing is tried again: there it only fails, and may be called once more.
            new FailureStep<B, N>("soft-offline-tries-again", "soft_offline_page(): !page_handle_poison(page, true, false): goto retry", FailurePoints.SoftOfflineDissolving)
            {
                When = [hasReturned, ("the page is not free in the buddy allocator", (s, h) => !isFreePage.Holds(s, h))],
                Then = (s, h, v, e, f) => s.GoTo(FailurePoints.SoftOfflining),
            },

            new FailureStep<B, N>("soft-offline-loses-page", "__page_handle_poison(): the dissolve fails, or !take_page_off_buddy(page): -EBUSY", FailurePoints.SoftOfflineDissolving)
            {
                When = [hasReturned, ("the page is not free in the buddy allocator", (s, h) => !isFreePage.Holds(s, h))],
                Then = (s, h, v, e, f) => s.EndFailure(true),
            },
        ];
    }

    private void TakeOutOfUse<B, N>(State<B, N> s, N h, N v, N e, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.CountPoisonedIf(AsksList ? !s.PgHwpoison[frame, e] : true, h, v, e);
        s.SetHwpoison(h, v, e, frame);
        if (s.OffBuddy is not null)
        {
            s.OffBuddy[s.Pte[h, v], e] = true;
        }
        s.Bad[h, v, e] = true;
        s.EndFailure(true);
    }
}
