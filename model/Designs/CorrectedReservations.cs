using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>
/// <c>corrected</c> where hugepages are promised before they are given: reservations as 7.3 has them. What is refuted here is what they do, and no release is better.
/// What is demoted is left out: <see cref="Corrected"/> has it, and of the pools of smaller hugepages nothing is counted.
/// </summary>
public static class CorrectedReservations
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrected.Design with
    {
        Name = "corrected+reservations",
        Title = "corrected, where hugepages are promised before they are given: resv_huge_pages",
        Source = "as corrected; 7.3.4 (package linux-source-7.3 7.3.4-1~bpo13+1), mm/hugetlb.c: gather_surplus_pages(), return_unused_surplus_pages(), available_huge_pages(), alloc_hugetlb_folio(), free_huge_folio(), dissolve_free_hugetlb_folio(), set_max_huge_pages()",
        Parts = [.. Corrected.Design.Parts.Without<DemotePoolHugePage>(), new Reservations()],
        Refuted = new(
            "corrected+reservations",
            new Expectation("reserved-hugepages-are-free", "What is freed is reserved again, as its file system has a minimum, or as it was never mapped; and then given up, as its node has surplus hugepages. Seen on live kernels, 6.1.192 to 7.3.4. Our finding.")
                .After(12, "free-surplus")
                .HoldsWith("reserved-kept"),
            new Expectation("bad-hugepages-not-promised", "A free hugepage that has an error counts as free until it is dissolved, which a reservation forbids: it may be promised, and from then on stays. Seen on live kernels, 6.1.192 to 7.3.4. Our finding.")
                .After(12, "reserve")
                .HoldsWith("fit-counted")),
    };
}
