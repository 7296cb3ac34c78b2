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
        Refuted = [],
    };
}
