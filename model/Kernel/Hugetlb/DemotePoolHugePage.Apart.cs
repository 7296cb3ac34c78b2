namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>6.1 to 6.6: one hugepage after the other, taken apart before the smaller ones are made.</content>
public sealed partial record DemotePoolHugePage
{
    // The functions of 6.1.192; from 6.12 on.
    private (string Removes, string SplitsOff, string Types, string Enters, string Frees) Functions => TakesApart
        ? ("demote_free_huge_page(): remove_hugetlb_page_for_demote()", "demote_free_huge_page(): prep_compound_page()", "prep_new_huge_page(): set_compound_page_dtor()", "free_huge_page(): enqueue_huge_page()", "update_and_free_page() of a smaller hugepage")
        : ("demote_pool_huge_page(): remove_hugetlb_folio()", "demote_free_hugetlb_folios(): clear_compound_head(), prep_compound_page()", "demote_free_hugetlb_folios(): init_new_hugetlb_folio(): __folio_set_hugetlb()",
            "prep_and_add_allocated_folios(): enqueue_hugetlb_folio()", "update_and_free_hugetlb_folio() of a smaller hugepage");

    private static IEnumerable<Step<B, N>> TakesItApart<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("take-apart", "demote_free_huge_page(): __destroy_compound_gigantic_page(): the first tails", RestoredToDemote)
        {
            Then = (s, h) =>
            {
                s.ReaderLive[h] = false;
                s.CompoundHead.Fill(s.HeadFrame(h), None.Nobody);
                s.Cursor[h] = 1;
                s.GoTo(h, TakingApart);
            },
        },

        new HugepageStep<B, N>("clear-tails", "__destroy_compound_gigantic_page(): clear_compound_head()", TakingApart)
        {
            When = [("a vmemmap page of tails is left", (s, h) => s.Cursor[h] < s.Pages)],
            Then = (s, h) =>
            {
                s.CompoundHead.Fill(s.Pte[h, s.Cursor[h]], None.Nobody);
                s.Cursor[h] = s.Cursor[h] + 1;
            },
        },

        // PageHuge() is false from here on. prep_compound_tail() clears private of the tail that the list begins in, and set_page_private() the flags of the head: HPageFreed was still set.
        new HugepageStep<B, N>("clear-head", "__destroy_compound_gigantic_page(): __ClearPageHead()", TakingApart)
        {
            When = [("every tail is none any longer", (s, h) => s.Cursor[h] == s.Pages)],
            Then = (s, h) =>
            {
                s.RawList.Fill(h, false);
                s.Hugetlb[h] = false;
                s.Freed[h] = false;
                s.PgHead[s.HeadFrame(h), 0] = false;
                s.Cursor[h] = 0;
                s.GoTo(h, Splitting);
            },
        },
    ];
}
