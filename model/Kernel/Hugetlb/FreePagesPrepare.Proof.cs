namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What holds there.</content>
public sealed partial record FreePagesPrepare
{
    public override IReadOnlyList<Holds> Outline => [new(Destroying) { Freed = false, Optimised = false, Hugetlb = false, Walk = Walking.OverAll }];

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("ordinary-pages-are-clean", "A page that is of no hugepage, or no longer, has no flag or pointer of a compound page, and no data of one.",
            [Folio, Page, Slot], [(s, x) => s.IsPlain(x.Folio) | (s.At(x.Folio, Destroying) & x.Page < s.Cursor[x.Folio])],
            (s, x) => s.IsOrdinary(s.Pte[x.Folio, x.Page], x.Slot)),
    ];
}
