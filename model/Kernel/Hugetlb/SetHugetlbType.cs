namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>The compound page becomes recognisable as hugetlb. mm/hugetlb.c <c>prep_new_huge_page()</c>: <c>set_compound_page_dtor()</c>.</summary>
public abstract record SetHugetlbType : Part
{
    /// <summary>Where the hugepage enters the optimisation.</summary>
    public abstract ControlPoint OptimisedFrom { get; }
}

/// <summary>Up to v6.6: after the tails are remapped.</summary>
[KernelFunction("prep_new_huge_page(): set_compound_page_dtor()", "v5.18, mm/hugetlb.c: __prep_new_huge_page()")]
public sealed partial record SetTypeAfterOptimise : SetHugetlbType
{
    public override ControlPoint OptimisedFrom => Prepared;

    public override IReadOnlyList<ControlPoint> Visits => [Prepared, Finishing];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("set-hugetlb-type", "set_compound_page_dtor()", Finishing)
        {
            When = [("the type is not set", (s, h) => !s.Hugetlb[h])],
            Then = (s, h) => s.Hugetlb[h] = true,
        },
    ];
}

/// <summary>
/// d8f5f7e445f0: before the first tail is remapped. Ours: not if a page of the block was flagged since it was allocated. That is found out without a lock, one struct page after the other; the type is
/// set under <c>hugetlb_lock</c> only if no page was flagged in the meantime, which a count of flagged pages tells; else the scan begins anew.
/// </summary>
/// <param name="Scans">ours, the scan; else the type is set whatever the flags.</param>
/// <param name="IsUnderLock">ours: <c>hugetlb_lock</c> is held; <c>init_new_hugetlb_folio()</c> takes no lock.</param>
[KernelFunction("prep_new_huge_page(): set_compound_page_dtor()", "d8f5f7e445f0 (v6.7), 6.12.113, mm/hugetlb.c: init_new_hugetlb_folio(); Scans, IsUnderLock: ours")]
public sealed partial record SetTypeBeforeOptimise(bool Scans, bool IsUnderLock = true) : SetHugetlbType
{
    public override ControlPoint OptimisedFrom => Typed;

    public override IReadOnlyList<ControlPoint> Visits => Scans ? [Prepared, Scanning, Typed, AwaitingLastPut, Destroying] : [Prepared, Typed];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => Scans ? Scan<B, N>(parts) :
    [
        new HugepageStep<B, N>("set-hugetlb-type", "set_compound_page_dtor()", Prepared)
        {
            TakesLock = IsUnderLock,
            Then = (s, h) =>
            {
                s.Hugetlb[h] = true;
                s.GoTo(h, Typed);
            },
        },
    ];

    private static IEnumerable<Step<B, N>> Scan<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new HugepageStep<B, N>("scan-begins", "prep_new_huge_page(): our scan begins", Prepared) { Then = Begin },

        new HugepageStep<B, N>("scan-page", "our scan: a vmemmap page of struct pages", Scanning)
        {
            When = [("a vmemmap page is left to look at", (s, h) => s.Cursor[h] < s.Pages)],
            WhenAll = [new("none of its struct pages is flagged", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, s.Cursor[x.Folio]], x.Slot], Slot)],
            Then = (s, h) => s.Cursor[h] = s.Cursor[h] + 1,
        },

        new HugepageStep<B, N>("set-hugetlb-type", "set_compound_page_dtor()", Scanning)
        {
            TakesLock = true,
            When = [("every struct page was looked at", (s, h) => s.Cursor[h] == s.Pages), ("no page was flagged since", (s, h) => s.UnflaggedSince[h])],
            Then = (s, h) =>
            {
                s.Hugetlb[h] = true;
                s.UnflaggedSince[h] = false;
                s.GoTo(h, Typed);
            },
        },

        new HugepageStep<B, N>("scan-again", "our scan: a page was flagged in the meantime", Scanning)
        {
            When = [("a page was flagged since", (s, h) => !s.UnflaggedSince[h])],
            Then = Begin,
        },

        new("reject-flagged-page", "our scan: the block is given back", Folio, Slot)
        {
            At = [Scanning],
            When =
            [
                ("a vmemmap page is left to look at", (s, x) => s.Cursor[x.Folio] < s.Pages),
                ("this struct page of it is flagged", (s, x) => s.PgHwpoison[s.Pte[x.Folio, s.Cursor[x.Folio]], x.Slot]),
            ],
            Then = (s, x) =>
            {
                s.UnflaggedSince[x.Folio] = false;
                if (parts.The<AllocFreshHugePage>().IsFrozen)
                {
                    // Nobody can have taken a reference.
                    s.FreeIf(x.Folio, true);
                }
                else
                {
                    s.FreePages(x.Folio);
                }
            },
        },
    ];

    private static void Begin<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.UnflaggedSince[h] = true;
        s.Cursor[h] = 0;
        s.GoTo(h, Scanning);
    }
}
