namespace Vmemmap.Model.Invariants;

/// <summary>Every tail struct page still resolves to its head: the first objection of 2020, and what came of it.</summary>
internal static class Heads<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> Of(HeadLookup lookup, Observer observer) =>
    [
        new("tail-resolves-to-head", ["S1"],
            "compound_head() of every struct page of a hugepage returns its head, at every instant, through every translation that a CPU may hold.",
            "Matthew Wilcox, 2020-09-15 14:32: compound_head(head + 5) must still be the head; fake-head rule of v5.18 (e7d324850bfc).",
            [Folio, Page, Frame, Slot],
            [(s, x) => s.IsCompound(x.Folio), (s, x) => s.Reaches(x.Folio, x.Page, x.Frame)],
            (s, x) => lookup.Always(s, x.Folio, x.Slot, x.Frame, words => lookup.HeadOf(x.Folio, x.Page, x.Slot, words) == x.Folio)),

        new("one-head-per-hugepage", ["S2"],
            "Exactly the first struct page of a hugepage is PageHead, all others are PageTail.",
            "Fake heads, v5.18 cover letter; kernel selftest hugepage-vmemmap.c.",
            [Folio, Page, Frame, Slot],
            [(s, x) => s.IsCompound(x.Folio), (s, x) => s.Reaches(x.Folio, x.Page, x.Frame)],
            (s, x) =>
            {
                var isHead = x.Page == 0 & x.Slot == 0;
                return lookup.Always(s, x.Folio, x.Slot, x.Frame, words =>
                    lookup.PageHead(x.Folio, x.Page, x.Slot, words) == isHead & lookup.PageTail(x.Folio, x.Page, x.Slot, words) == !isHead);
            }),

        new("kpageflags-tells-head-and-tails", ["S2"],
            "Of a hugepage on which nobody works /proc/kpageflags says that its first page is the head, and that all others are tails.",
            "Kernel selftest hugepage-vmemmap.c: check_page_flags().",
            [Folio, Page, Frame, Slot],
            [(s, x) => s.IsSettled(x.Folio), (s, x) => s.Reaches(x.Folio, x.Page, x.Frame)],
            (s, x) =>
            {
                var isHead = x.Page == 0 & x.Slot == 0;
                return lookup.Always(s, x.Folio, x.Slot, x.Frame, words =>
                {
                    var reported = observer.Report(lookup, x.Folio, x.Page, x.Slot, words);
                    return reported.Head == isHead & reported.Tail == !isHead;
                });
            })
        {
            DoesNotApply = Applies.NotToDevices("/proc/kpageflags tells nothing of device memory: pfn_to_online_page() has no struct page for it, KPF_NOPAGE"),
        },

        new("pinned-page-finds-its-head", ["S1"],
            "Whoever holds head + i finds the head when it is done, whatever happened in between, and its reference is dropped there.",
            "Matthew Wilcox, 2020-09-15: a 2 KiB I/O at offset 0x5000 of a 2 MiB page keeps head + 5; get_user_pages().",
            [Folio, Pin, Frame],
            [
                (s, x) => x.Pin < s.PinCount[x.Folio],
                (s, x) => s.Reaches(x.Folio, s.PinPage[x.Folio, x.Pin], x.Frame),
            ],
            (s, x) => s.IsCompound(x.Folio) & !s.LostReference[x.Folio]
                & lookup.FindsHead(s, x.Folio, s.PinPage[x.Folio, x.Pin], s.PinSlot[x.Folio, x.Pin], x.Frame))
        {
            DoesNotApply = Applies.NotToDevices("who has pages of a device pinned is not followed"),
        },

        new("lookup-across-remaps-finds-head", ["S1"],
            "A compound_head() whose loads are spread over time returns the head, if the folio was one hugepage from its first load to its last.",
            "Our reading of S1 for readers who hold no reference: v5.18 uses READ_ONCE only.",
            [Folio],
            [(s, x) => s.At(x.Folio, ReaderPoints.Answered) & s.ReaderLive[x.Folio]],
            (s, x) => s.ReaderHead[x.Folio] == x.Folio),
    ];
}
