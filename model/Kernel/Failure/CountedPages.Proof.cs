namespace Vmemmap.Model.Kernel.Failure;

/// <summary>What holds of <c>num_poisoned_pages</c> where ordinary pages are flagged under the lock, and no page has a copy of the head's flag: what is counted is what is recorded.</summary>
internal static class CountedPagesProof
{
    public static IEnumerable<Invariant<B, N>> Lemmas<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        Invariant<B, N>.Lemma("counted-as-recorded", "Where the list can be relied on, and no call is about to count, the pages are counted that are in the list, or flagged themselves.",
            [Folio, Page, Slot],
            [(s, x) => !s.Unreliable[x.Folio] & !s.IsSetAside(x.Folio) & !s.AnyFailure(call => call.WillCount & call.Handles(x.Folio, x.Page, x.Slot))],
            (s, x) => s.Counted![x.Folio, x.Page, x.Slot] == LockedFlagProof.IsRecorded(s, x)),

        Invariant<B, N>.Lemma("counted-pages-are-bad", "Only bad pages are counted.",
            [Folio, Page, Slot], [(s, x) => s.Counted![x.Folio, x.Page, x.Slot]],
            (s, x) => s.Bad[x.Folio, x.Page, x.Slot]),

        Invariant<B, N>.Lemma("no-page-miscounted", "No page was counted twice, or taken out when it was not counted.", [Folio], [], (s, x) => !s.Miscounted![x.Folio]),

        Invariant<B, N>.Lemma("uncounted-while-handled", "A page whose error memory failure will count when it returns is not counted yet.",
            [], [],
            (s, _) => s.EachFailure(call => !call.WillCount | !s.Counted![call.Folio.Value, call.Page.Value, call.Slot.Value])),
    ];
}
