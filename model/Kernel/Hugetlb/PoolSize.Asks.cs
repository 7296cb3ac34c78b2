namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What others ask of the counters before they add a hugepage to the pool, or take one out of it. Nothing where they are not followed.</content>
public sealed partial record PoolSize
{
    /// <summary>What <c>set_max_huge_pages()</c> asks before the pool gets one more: whatever was written, no more than a number can say is asked for.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayGrow<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        If<B, N>(parts, (IsNotNegative, (s, _) => s.SurplusHugepages!.Value <= s.AllHugepages!.Value));

    /// <summary>
    /// How far <c>set_max_huge_pages()</c> goes: what is left must be enough for reservations. Where more are free than are persistent, some of those on the free list are surplus, and are left out.
    /// </summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayShrink<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        !parts.Has<PoolSize>() ? Reservations.MayShrink<B, N>(parts) :
        [
            ("persistent_huge_pages(h) is above 0", (s, _) => s.SurplusHugepages!.Value < s.AllHugepages!.Value),
            ("of the persistent ones more are free than are reserved", (s, _) => SparesPersistent(s)),
        ];

    /// <summary>What makes <c>free_huge_folio()</c> give a hugepage up.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayGo<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [.. If<B, N>(parts, ("it is temporary, or some are surplus", (s, h) => s.Temporary![h] | s.HasSurplus)), .. Reservations.MayGo<B, N>(parts)];

    /// <summary>What makes <c>free_huge_folio()</c> put a hugepage on the free list.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayStay<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var keepsReserved = parts.Has<PoolSize>() && parts.The<Reservations>().KeepsReserved;
        return If<B, N>(parts, keepsReserved
            ? ("it is reserved again, or it is not temporary and none is surplus", (s, h) => s.RestoresReserve![h] | (!s.Temporary![h] & !s.HasSurplus))
            : ("it is not temporary, and none is surplus", (s, h) => !s.Temporary![h] & !s.HasSurplus));
    }

    /// <summary>Does who gives a hugepage up in <c>free_huge_folio()</c> take a surplus along? A temporary one goes without, as released.</summary>
    internal static B IsSurplus<B, N>(PartList parts, State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        s.Temporary is not { } temporary ? true : !temporary[h] | (parts.The<PoolSize>().TakesSurplusAlong ? s.HasSurplus & s.SurplusHugepages!.Value >= s.AllHugepages!.Value : false);

    /// <summary>A new hugepage is not counted yet.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> IsNew<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => If<B, N>(parts, ("it is not counted as surplus", (s, h) => !s.MadeAsSurplus![h]));

    /// <summary>A new hugepage is counted as surplus.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> IsMadeAsSurplus<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => If<B, N>(parts, ("it is counted as surplus", (s, h) => s.MadeAsSurplus![h]));

    /// <summary><c>prep_and_add_allocated_folios()</c>: a new one is counted and on the free list.</summary>
    internal static void Add<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.CountHugepage(false);
        PutOnFreeList(s, h);
    }

    /// <summary>A new one is on the free list: it does not pass <c>free_huge_folio()</c>, so nobody asks whether some are surplus.</summary>
    internal static void PutOnFreeList<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.DropOwn(h);
        s.GoTo(h, Kept);
        s.PutOnFreeList(h);
    }

    private static B SparesPersistent<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var (all, surplus, free, reserved) = (s.AllHugepages!.Value, s.SurplusHugepages!.Value, s.FreeHugepages!.Value, s.ReservedHugepages!.Value);
        var someAreSurplus = free + surplus > all;
        return reserved < free & (!someAreSurplus | reserved + surplus < free);
    }

    private static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> If<B, N>(PartList parts, (string Says, Func<State<B, N>, N, B> Holds) condition)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => parts.Has<PoolSize>() ? [condition] : Array.Empty<(string, Func<State<B, N>, N, B>)>();
}
