namespace Vmemmap.Model.Kernel.Hugetlb;

/// <summary>
/// Hugepages are promised before they are given: a mapping is accounted for when it is made (<c>resv_huge_pages</c>), where as many are free, and whoever uses it is given what was reserved for it. Nobody else is given
/// one, and none leaves the pool, unless <c>available_huge_pages()</c>, which is how many are free less how many are reserved, an unsigned number, is not 0. mm/hugetlb.c.
/// Surplus hugepages that are made for a reservation (<c>gather_surplus_pages()</c>) are counted as those are (<see cref="PoolSize"/>). Who finds no reserved hugepage that is fit for him, and is given one of the page allocator, if that has
/// one, gives his promise back ('unreserve').
/// </summary>
/// <param name="CountsFit">ours: hugepages with PG_hwpoison, which <c>dequeue_hugetlb_folio_node_exact()</c> passes over, do not count as free where one is promised, or given to somebody who was not promised any.</param>
/// <param name="KeepsReserved">ours: <c>free_huge_folio()</c> does not give up as surplus what it has just reserved again.</param>
[KernelFunction("hugetlb_acct_memory(), gather_surplus_pages(), alloc_hugetlb_folio()", "7.3.4, mm/hugetlb.c: gather_surplus_pages(), return_unused_surplus_pages(), available_huge_pages(), alloc_hugetlb_folio(), free_huge_folio(), dissolve_free_hugetlb_folio(), set_max_huge_pages(), mm/rmap.c: hugetlb_add_new_anon_rmap(); CountsFit, KeepsReserved: ours")]
public sealed partial record Reservations(bool CountsFit = false, bool KeepsReserved = false) : Part
{
    public override bool Reserves => true;

    public override Performer Performer => Performer.User;

    public override IReadOnlyList<ControlPoint> Visits => [Kept];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("reserve", "hugetlb_acct_memory(): gather_surplus_pages()")
        {
            TakesLock = true,
            When = [("resv_huge_pages + 1 - free_huge_pages <= 0", (s, _) => s.ReservedHugepages!.Value + 1 <= s.FreeHugepages!.Value), .. CountsFit ? [("more are free without a flag than are reserved", (s, _) => s.ReservedHugepages!.Value < s.FitHugepages!.Value)] : Array.Empty<(string, Condition<B, N>)>()],
            Then = (s, _) => Promise(s),
        },

        new("unreserve", "hugetlb_acct_memory(): return_unused_surplus_pages()")
        {
            TakesLock = true,
            When = [("a reservation was not used", (s, _) => s.ReservedHugepages!.Value > 0), ("no surplus hugepage can be freed", (s, _) => !s.HasSurplus | s.FreeHugepages!.Value == 0)],
            Then = (s, _) => s.ReservedHugepages!.Value = s.ReservedHugepages.Value - 1,
        },

        new HugepageStep<B, N>("dequeue-reserved", "alloc_hugetlb_folio(): dequeue_hugetlb_folio()", Kept)
        {
            TakesLock = true,
            When = [.. Pool.IsFit<B, N>(), ("the user was promised one", (s, h) => s.ReservedHugepages!.Value > 0)],
            Then = (s, h) =>
            {
                Pool.Dequeue(s, h);
                s.ReservedHugepages!.Value = s.ReservedHugepages.Value - 1;
                s.RestoresReserve![h] = true;
            },
        },

        // What a file system with a minimum has of it is reserved for it again, mapped or not.
        new HugepageStep<B, N>("use-up-reservation", "hugetlb_add_new_anon_rmap(): folio_clear_hugetlb_restore_reserve()", Kept)
        {
            When = [("the user holds the hugepage", (s, h) => s.UserHolds[h]), ("folio_test_hugetlb_restore_reserve()", (s, h) => s.RestoresReserve![h])],
            Then = (s, h) => s.RestoresReserve![h] = false,
        },
    ];

    /// <summary>What <c>dissolve_free_hugetlb_folio()</c> asks first, where reservations are followed: one with an error is no loss to who was promised a hugepage.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayDissolve<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => parts.OfType<Reservations>().SelectMany(part => part.CountsFit
            ? [IsAvailable<B, N>(), ("it has a flag, or more are free without one than are reserved", (s, h) => s.PgHwpoison[s.HeadFrame(h), 0] | s.ReservedHugepages!.Value < s.FitHugepages!.Value)]
            : new[] { IsAvailable<B, N>() });

    /// <summary>What who is freeing a hugepage asks before it is given up as surplus: nothing, as released.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayGo<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        parts.OfType<Reservations>().Any(part => part.KeepsReserved) ? [("it is not reserved again", (s, h) => !s.RestoresReserve![h])] : Array.Empty<(string, Func<State<B, N>, N, B>)>();

    /// <summary>What <c>alloc_hugetlb_folio()</c> asks for who was not promised a hugepage.</summary>
    internal IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> SparesFitOne<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [("one is available to who was not promised any", (s, h) => IsAvailable<B, N>().Holds(s, h) & (CountsFit ? s.ReservedHugepages!.Value < s.FitHugepages!.Value : true))];

    /// <summary>One that is fit goes to somebody who was not promised any.</summary>
    internal static void Give<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.Overpromised!.Value = s.Overpromised.Value | s.FitHugepages!.Value <= s.ReservedHugepages!.Value;

    private static void Promise<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.ReservedHugepages!.Value = s.ReservedHugepages.Value + 1;
        s.Overpromised!.Value = s.Overpromised.Value | s.ReservedHugepages.Value > s.FitHugepages!.Value;
    }

    private static (string Says, Func<State<B, N>, N, B> Holds) IsAvailable<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("available_huge_pages(h) is not 0", (s, _) => s.FreeHugepages!.Value != s.ReservedHugepages!.Value);
}
