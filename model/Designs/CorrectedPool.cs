using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>
/// <c>corrected</c> where the pool counts its hugepages, as 7.3 has it: those that are free, those that are promised before they are given, how many there are, and how many are beyond its size. What is refuted here is what is counted wrong, and no release is better.
/// What is demoted is left out: <see cref="Corrected"/> has it, and of the pools of smaller hugepages nothing is counted.
/// </summary>
public static class CorrectedPool
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrected.Design with
    {
        Name = "corrected+pool",
        Title = "corrected, where the pool counts its hugepages: nr_huge_pages, free, surplus and resv",
        Source = "as corrected; 7.3.4 (package linux-source-7.3 7.3.4-1~bpo13+1), mm/hugetlb.c: gather_surplus_pages(), return_unused_surplus_pages(), available_huge_pages(), alloc_hugetlb_folio(), free_huge_folio(), dissolve_free_hugetlb_folio(), set_max_huge_pages(), alloc_migrate_hugetlb_folio(), move_hugetlb_state()",
        Parts = [.. Corrected.Design.Parts.Without<DemotePoolHugePage>(), new Reservations(), new PoolSize()],
        Refuted = new(
            "corrected+pool",
            new Expectation("reserved-hugepages-are-free", "What is freed is reserved again, as its file system has a minimum, or as it was never mapped; and then given up, as its node has surplus hugepages. Seen on live kernels, 6.1.192 to 7.3.4. Our finding.")
                .After(11, "free-surplus")
                .HoldsWith("reserved-kept"),
            new Expectation("bad-hugepages-not-promised", "A hugepage that has an error counts as free: one that fails while it is made for a reservation is promised at once, and one of the pool until it is dissolved, which a reservation forbids. Seen on live kernels, 6.1.192 to 7.3.4. Our finding.")
                .After(11, "reserve")
                .HoldsWith("fit-counted"),
            new Expectation("surplus-hugepages-exist", "A temporary hugepage counts among the pool's own: whoever makes the pool smaller meanwhile makes it surplus, and it goes without. Seen on live kernels, 6.1.192 to 7.3.4. Our finding.")
                .After(9, "free-surplus")
                .HoldsWith("surplus-taken-along")),
    };
}
