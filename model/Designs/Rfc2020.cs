namespace Vmemmap.Model.Designs;

/// <summary>The first proposal: Muchun Song, 2020-09-15, "[RFC PATCH 00/24] mm/hugetlb: Free some vmemmap pages of hugetlb page".</summary>
public static class Rfc2020
{
    /// <summary>
    /// Two frames kept, so that the shared one holds nothing but tails; everything stays writable; page tables are allocated beforehand and
    /// frames with __GFP_NOFAIL, so nothing fails; memory failure is that of v5.9 with the RFC's patch 18.
    /// </summary>
    public static Design Design { get; } = new()
    {
        Name = "rfc-2020",
        Title = "RFC of September 2020: two frames kept, tails writable, poison set through the alias",
        Source = "20200915125947.26204-1-songmuchun@bytedance.com and replies",
        KeptPages = 2,
        TailsWritable = true,
        Lookup = LookupRule.Pointer,
        Memory = FailureRule.Alias,
        Refuted =
        [
            new("shared-tails-read-only", "The RFC maps shared tails like all of vmemmap, writable; read-only since v3, at Matthew Wilcox's request of 2020-09-30."),
            new("type-covers-shared-tails", "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0), and remove_hugetlb_page() clears it before the restore (fixed by 32c877191e02)."),
            new("no-store-through-shared-tail", "PG_hwpoison of a tail is stored through the alias: SetPageHWPoison(page) while the tails are shared."),
            new("frozen-while-remapped", "A fresh hugepage has reference count 1 in prep_new_huge_page(), and remove_hugetlb_page() raises it to 1 before the restore; frozen since bd225530a4c7 (v6.11)."),
            new("error-marks-no-other-page", "Matthew Wilcox, 2020-09-15 18:15: that might work, except for PageHWPoison. The flag set on one tail shows in every struct page that shares its frame."),
            new("poison-recorded", "memory_failure() tests for hugetlb and sets the flag without a lock: in between an ordinary page becomes part of a hugepage (405ce051236c)."),
            new("dissolved-flags-exact", "Patch 18 clears every flag but that of the page dissolve was told of, so also the flag of a second bad page."),
            new("poison-contained", "A page flagged behind the back of hugetlb is in a hugepage whose head has no flag, so the hugepage is taken into use."),
        ],
    };
}
