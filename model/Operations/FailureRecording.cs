using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;

namespace Vmemmap.Model.Operations;

/// <summary>
/// Where the error is written down: on the head while the page is seen to be hugetlb, else on the page's own struct page.
/// mm/memory-failure.c <c>memory_failure_hugetlb()</c> (to v5.17), <c>get_huge_page_for_hwpoison()</c> (from v5.18).
/// </summary>
internal static class FailureRecording<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    private static readonly Conjunct<B, N> IsHugetlb = new("PageHuge(p)", (s, _) => s.Hugetlb[s.FailureFolio.Value]);
    private static readonly Conjunct<B, N> IsNotHugetlb = new("!PageHuge(p)", (s, _) => !s.Hugetlb[s.FailureFolio.Value]);

    private static readonly Conjunct<B, N> FreeOrInUse = new("free in the pool or in use",
        (s, _) => s.Stage[s.FailureFolio.Value] == Stage.Pool | s.Stage[s.FailureFolio.Value] == Stage.InUse);

    private static readonly Conjunct<B, N> Busy = new("neither free in the pool nor in use",
        (s, _) => !(s.Stage[s.FailureFolio.Value] == Stage.Pool | s.Stage[s.FailureFolio.Value] == Stage.InUse));

    public static IEnumerable<Step<B, N>> Steps(Design design) => design.Memory switch
    {
        FailureRule.Alias or FailureRule.HeadFlag => UnlockedHeadFlag(),
        FailureRule.HeadFlagLocked => LockedHeadFlag(),
        _ => RawErrorList(),
    };

    private static IEnumerable<Step<B, N>> UnlockedHeadFlag()
    {
        yield return new("failure-sees-hugetlb", "memory_failure(): PageHuge(p)", [], [MemoryFailure<B, N>.At(Failure.Reported), IsHugetlb],
            (s, _) => s.FailureStage.Value = Failure.HeadFound);
        yield return new("flag-head", "TestSetPageHWPoison(head)", [], [MemoryFailure<B, N>.At(Failure.HeadFound)], FlagHead);
        yield return SeesOrdinary();
        yield return FlagOrdinary(Failure.Ordinary);
    }

    private static IEnumerable<Step<B, N>> LockedHeadFlag()
    {
        yield return new("flag-head", "get_huge_page_for_hwpoison()", [], [MemoryFailure<B, N>.At(Failure.Reported), IsHugetlb, FreeOrInUse], FlagHead);
        yield return new("failure-finds-busy", "get_huge_page_for_hwpoison(): -EBUSY", [], [MemoryFailure<B, N>.At(Failure.Reported), IsHugetlb, Busy],
            (s, _) => MemoryFailure<B, N>.End(s, true));
        yield return SeesOrdinary();
        yield return FlagOrdinary(Failure.Ordinary);
    }

    private static IEnumerable<Step<B, N>> RawErrorList()
    {
        yield return new("record-raw-error", "folio_set_hugetlb_hwpoison()", [], [MemoryFailure<B, N>.At(Failure.Reported), IsHugetlb],
            (s, _) =>
            {
                var (h, v, e) = (s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value);
                s.RawList[h, v, e] = s.RawList[h, v, e] | !s.Unreliable[h];
                Record(s, s.Unreliable[h]);
            });
        yield return new("record-fails", "folio_set_hugetlb_hwpoison(): no memory for the entry", [],
            [
                MemoryFailure<B, N>.At(Failure.Reported), IsHugetlb,
                new("the list can be relied on and lacks the page", (s, _) =>
                    !s.Unreliable[s.FailureFolio.Value] & !s.RawList[s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value]),
            ],
            (s, _) =>
            {
                s.Unreliable[s.FailureFolio.Value] = true;
                s.RawList.Fill(s.FailureFolio.Value, false);
                Record(s, false);
            });

        // Our correction: the test for hugetlb and the store are under one hold of hugetlb_lock, so the page cannot become the tail of an
        // optimised hugepage in between.
        yield return FlagOrdinary(Failure.Reported, IsNotHugetlb);
    }

    private static Step<B, N> SeesOrdinary() =>
        new("failure-sees-ordinary", "memory_failure(): !PageHuge(p)", [], [MemoryFailure<B, N>.At(Failure.Reported), IsNotHugetlb],
            (s, _) => s.FailureStage.Value = Failure.Ordinary);

    private static Step<B, N> FlagOrdinary(int from, params Conjunct<B, N>[] more) =>
        new("flag-page", "TestSetPageHWPoison(p)", [Logic.Index.Frame], [MemoryFailure<B, N>.At(from), .. more, MemoryFailure<B, N>.FailureTranslated],
            (s, x) =>
            {
                var (h, v, e) = (s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value);
                MemoryFailure<B, N>.FlagPage(s, h, v, e, x.Frame);
                s.Lent[h, v, e] = false;
                MemoryFailure<B, N>.End(s, true);
            });

    private static void FlagHead(State<B, N> s, At<N> _) => Record(s, false);

    // TestSetPageHWPoison(head): the first error of a hugepage is handled, later ones return -EHWPOISON.
    private static void Record(State<B, N> s, B alreadyGivenUp)
    {
        var (h, v, e) = (s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value);
        var head = s.HeadFrame(h);
        var isLater = s.PgHwpoison[head, 0] | alreadyGivenUp;
        s.PgHwpoison[head, 0] = true;
        MemoryFailure<B, N>.NoteUser(s, h, v, e, s.Stage[h] == Stage.InUse);
        s.FailureStage.Value = Failure.Recorded;
        MemoryFailure<B, N>.End(s, isLater);
    }
}
