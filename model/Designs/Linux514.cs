namespace Vmemmap.Model.Designs;

/// <summary>As merged in v5.14 (f41f2ed43ca5, ad2fa3717b74).</summary>
public static class Linux514
{
    /// <summary>Two frames kept, shared tails read-only, a restore may fail.</summary>
    public static Design Design { get; } = new()
    {
        Name = "linux-5.14",
        Title = "Linux 5.14: two frames kept, tails read-only",
        Source = "f41f2ed43ca5, ad2fa3717b74, 3bc2b6a72596",
        KeptPages = 2,
        Lookup = LookupRule.Pointer,
        OptimiseCanFail = true,
        RestoreCanFail = true,
        Memory = FailureRule.HeadFlag,
        Refuted =
        [
            new("type-covers-shared-tails", "prep_new_huge_page() optimises before it sets the type (fixed by d8f5f7e445f0), and remove_hugetlb_page() clears it before the restore (fixed by 32c877191e02)."),
            new("no-store-through-shared-tail", "While the type is missing memory failure takes a shared tail for an ordinary page and stores its flag through the read-only mapping: an oops, reported by Naoya Horiguchi."),
            new("frozen-while-remapped", "A fresh hugepage has reference count 1 in prep_new_huge_page(), and remove_hugetlb_page() raises it to 1 before the restore; frozen since bd225530a4c7 (v6.11)."),
            new("error-marks-no-other-page", "While the type is missing memory failure flags a tail in the last page kept, whose frame the shared tails read (fixed by d8f5f7e445f0)."),
            new("poison-recorded", "memory_failure() tests for hugetlb and sets the flag without a lock: in between an ordinary page becomes part of a hugepage (405ce051236c)."),
            new("dissolved-flags-exact", "The head is flagged without a lock, after the hugepage is gone (405ce051236c); and only the page that a successful dissolve was told of gets its flag."),
            new("poison-contained", "A page flagged behind the back of hugetlb is in a hugepage whose head has no flag, so the hugepage is taken into use."),
        ],
    };
}
