namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// Hugepages are taken into use and given back. Whoever drops the last reference calls <c>free_huge_page()</c>, which enqueues the hugepage as soon as it has <c>hugetlb_lock</c>: in between its count is 0
/// and it is not on the free list. HPageMigratable is set when it is mapped and cleared while it is isolated. mm/hugetlb.c.
/// </summary>
[KernelFunction("free_huge_page(), dequeue_huge_page_node_exact(), hugetlb_no_page(), isolate_hugetlb()", "v5.18, mm/hugetlb.c; 6.1.192, mm/hugetlb.c")]
public sealed partial record Pool : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [Finishing, Kept];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        // A frozen one has no reference to drop: alloc_pool_huge_page() calls free_huge_page() itself (v6.1).
        new HugepageStep<B, N>("put-new-hugepage", "alloc_pool_huge_page(): put_page(), free_huge_page()", Finishing)
        {
            When = [Surplus.IsTyped<B, N>(), .. PoolSize.MayEnter<B, N>(parts)],
            Then = parts.Has<PoolSize>() ? parts.The<PoolSize>().Enter : Put,
        },

        new("enqueue", "free_huge_page(): enqueue_huge_page()", Folio)
        {
            TakesLock = true,
            When = [("free_huge_page() has it in hand", (s, x) => s.Inflight[x.Folio]), .. PoolSize.MayStay<B, N>(parts).Select(HugepageConditions.OfFolio)],
            Then = (s, x) =>
            {
                s.Inflight[x.Folio] = false;
                s.Enqueue(x.Folio);
            },
        },

        // The flag of the head stands for the whole hugepage: dequeue_huge_page_node_exact() passes it over.
        new HugepageStep<B, N>("dequeue", "dequeue_huge_page()", Kept)
        {
            TakesLock = true,
            When = [.. IsFit<B, N>(), .. parts.OfType<Reservations>().SelectMany(part => part.SparesFitOne<B, N>())],
            Then = !parts.Has<Reservations>() ? Dequeue : (s, h) =>
            {
                Reservations.Give(s);
                Dequeue(s, h);
            },
        },

        new HugepageStep<B, N>("instantiate", "hugetlb_no_page(), putback_active_hugepage(): SetHPageMigratable()", Kept)
        {
            When = [("the user holds the hugepage", (s, h) => s.HasMapped(h)), ("!HPageMigratable(page)", (s, h) => !s.Migratable[h])],
            Then = (s, h) => s.Migratable[h] = true,
        },

        new HugepageStep<B, N>("isolate", "isolate_hugetlb(): ClearHPageMigratable()", Kept)
        {
            TakesLock = true,
            When = [("the user holds the hugepage", (s, h) => s.UserHolds[h]), ("HPageMigratable(page)", (s, h) => s.Migratable[h])],
            Then = (s, h) => s.Migratable[h] = false,
        },

        new HugepageStep<B, N>("give-back", "put_page() of the user")
        {
            When = [("the user holds the hugepage", (s, h) => s.UserHolds[h])],
            Then = (s, h) =>
            {
                s.UserHolds[h] = false;
                s.ForgetTarget(h);
                s.Inflight[h] = s.Inflight[h] | s.PutHead(h, 1);
            },
        },
    ];

    /// <summary>Who made it drops his reference, or has it frozen, and is in <c>free_huge_page()</c>.</summary>
    internal static void Put<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Inflight[h] = s.Inflight[h] | s.DropOwn(h);
        s.GoTo(h, Kept);
    }

    /// <summary>It is on the free list, and <c>dequeue_huge_page_node_exact()</c> does not pass it over.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> IsFit<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [("it is on the free list", (s, h) => s.Freed[h]), ("PageHWPoison(head) is clear", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0])];

    /// <summary><c>dequeue_huge_page_node_exact()</c> of that hugepage, for its user.</summary>
    internal static void Dequeue<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.UncountFreeIf(h, true);
        s.Freed[h] = false;
        s.Refcount[s.HeadFrame(h), 0] = 1;
        s.UserHolds[h] = true;
        s.Struck.Fill(h, false);
    }
}
