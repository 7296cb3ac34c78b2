namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>Hugepages enter the pool, are taken into use and given back. mm/hugetlb.c.</summary>
[KernelFunction("enqueue_huge_page(), dequeue_huge_page_node_exact(), free_huge_page()", "v5.18, mm/hugetlb.c")]
public sealed partial record Pool : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Finishing, Points.Pool, InUse];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new HugepageStep<B, N>("enqueue", "enqueue_huge_page()", Finishing)
        {
            When = [("the type is set", (s, h) => s.Hugetlb[h])],
            Then = (s, h) =>
            {
                s.Refcount[s.HeadFrame(h), 0] = 0;
                s.GoTo(h, Points.Pool);
            },
        },

        // The flag of the head stands for the whole hugepage: dequeue_huge_page_node_exact() passes it over.
        new HugepageStep<B, N>("dequeue", "dequeue_huge_page()", Points.Pool)
        {
            When = [("PageHWPoison(head) is clear", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0])],
            Then = (s, h) =>
            {
                s.Refcount[s.HeadFrame(h), 0] = 1;
                s.UserHolds[h] = true;
                s.Struck.Fill(h, false);
                s.GoTo(h, InUse);
            },
        },

        new HugepageStep<B, N>("give-back", "put_page() of the user")
        {
            When = [("the user holds the hugepage", (s, h) => s.UserHolds[h])],
            Then = (s, h) =>
            {
                s.UserHolds[h] = false;
                s.PutHead(h, 1);
            },
        },
    ];
}
