using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// What was recorded for the whole hugepage becomes flags of its bad base pages, before it is freed. mm/hugetlb.c
/// <c>dissolve_free_huge_page()</c>, <c>__free_hugepage()</c> (RFC patch 18), mm/memory-failure.c <c>folio_clear_hugetlb_hwpoison()</c>.
/// </summary>
internal static class PoisonTransfer<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design) => design.Memory switch
    {
        FailureRule.Alias => [BeginFreeing((_, _) => { })],
        FailureRule.HeadFlag or FailureRule.HeadFlagLocked => [BeginFreeing(MoveHeadFlag)],
        _ => RawListSteps(),
    };

    /// <summary>
    /// RFC patch 18, on freeing: of all struct pages with the flag only the one that dissolve was told of keeps it; the others may have
    /// got theirs through the shared frame. Where dissolve was told of none the index is 0, that of the head.
    /// </summary>
    public static void ClearAliases(State<B, N> s, N h, N v, N frame)
    {
        var wasTold = s.RawPage[h] != None.Nobody;
        var isHere = N.If(wasTold, s.RawPage[h], 0) == v;
        var slot = N.If(isHere & wasTold, s.RawSlot[h], 0);
        var keeps = isHere & s.PgHwpoison[frame, slot];
        s.PgHwpoison.Fill(frame, false);
        s.PgHwpoison[frame, slot] = keeps;
        s.RawPage[h] = N.If(v + 1 == s.Pages, None.Nobody, s.RawPage[h]);
    }

    private static Step<B, N> BeginFreeing(Action<State<B, N>, N> transfer) =>
        new("free-hugepage", "update_and_free_page()", [Folio], [StepWriting.At<B, N>(Stage.Dissolving)],
            (s, x) =>
            {
                transfer(s, x.Folio);
                Destroy(s, x.Folio);
            });

    // dissolve_free_huge_page(): if (PageHWPoison(head) && page != head) { SetPageHWPoison(page); ClearPageHWPoison(head); }
    private static void MoveHeadFlag(State<B, N> s, N h)
    {
        var told = s.RawPage[h] != None.Nobody;
        var (v, e) = (N.If(told, s.RawPage[h], 0), N.If(told, s.RawSlot[h], 0));
        var (head, raw) = (s.HeadFrame(h), s.Pte[h, v]);
        var moves = told & s.PgHwpoison[head, 0] & !(v == 0 & e == 0);
        s.PgHwpoison[raw, e] = s.PgHwpoison[raw, e] | moves;
        s.PgHwpoison[head, 0] = s.PgHwpoison[head, 0] & !moves;
        s.RawPage[h] = None.Nobody;
    }

    private static IEnumerable<Step<B, N>> RawListSteps()
    {
        // Type, head flag and the test for an unreliable list under one hold of hugetlb_lock: what comes later is no longer recorded
        // in the list but on the page itself (5596d9e8b553; the withdrawn a81fa1dc5db2 for the unreliable list).
        yield return new("clear-hugetlb-type", "__folio_clear_hugetlb()", [Folio],
            [StepWriting.At<B, N>(Stage.Dissolving), new("the raw error list is complete", (s, x) => !s.Unreliable[x.Folio])],
            (s, x) =>
            {
                s.Hugetlb[x.Folio] = false;
                s.PgHwpoison[s.HeadFrame(x.Folio), 0] = false;
                s.Stage[x.Folio] = Stage.MovingPoison;
            });

        yield return new("leak-hugepage", "update_and_free_hugetlb_folio(): unreliable", [Folio],
            [StepWriting.At<B, N>(Stage.Dissolving), new("the raw error list is unreliable", (s, x) => s.Unreliable[x.Folio])],
            (s, x) =>
            {
                s.RawPage[x.Folio] = None.Nobody;
                s.Stage[x.Folio] = Stage.Leaked;
            });

        yield return new("move-raw-error", "folio_clear_hugetlb_hwpoison()", [Folio, Page, Slot],
            [StepWriting.At<B, N>(Stage.MovingPoison), new("the page is in the list", (s, x) => s.RawList[x.Folio, x.Page, x.Slot])],
            (s, x) =>
            {
                s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] = true;
                s.RawList[x.Folio, x.Page, x.Slot] = false;
            });

        yield return new("free-hugepage", "update_and_free_hugetlb_folio()", [Folio],
            [
                StepWriting.At<B, N>(Stage.MovingPoison),
                new("the list is empty", (s, x) => !s.RawList[x.Folio, x.Page, x.Slot], [Page, Slot]),
            ],
            (s, x) =>
            {
                s.RawPage[x.Folio] = None.Nobody;
                Destroy(s, x.Folio);
            });
    }

    private static void Destroy(State<B, N> s, N h)
    {
        s.Stage[h] = Stage.Destroying;
        s.Cursor[h] = 0;
        s.ReaderLive[h] = false;
    }
}
