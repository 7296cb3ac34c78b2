namespace Vmemmap.Model.Kernel.Hugetlb;

/// <content>What others ask of the counters before they add a hugepage to the pool, or take one out of it. Nothing where they are not followed.</content>
public sealed partial record PoolSize
{
    /// <summary>What <c>set_max_huge_pages()</c> asks before the pool gets one more: whatever was written, no more than a number can say is asked for.</summary>
    private static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayGrow<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        If<B, N>(parts, (IsNotNegative, (s, _) => s.SurplusHugepages!.Value <= s.AllHugepages!.Value));

    /// <summary>
    /// How far <c>set_max_huge_pages()</c> goes: what is left must be enough for reservations. Where more are free than are persistent, some of those on the free list are surplus, and are left out.
    /// </summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayShrink<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        !parts.Has<PoolSize>() ? [] :
        [
            ("persistent_huge_pages(h) is above 0", (s, _) => s.SurplusHugepages!.Value < s.AllHugepages!.Value),
            ("of the persistent ones more are free than are reserved", (s, _) => parts.The<PoolSize>().Spares(s)),
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

    /// <summary>A new hugepage is counted as surplus.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> IsMadeAsSurplus<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => If<B, N>(parts, ("it is counted as surplus", (s, h) => s.CountedAs![h] == NewHugepage.Surplus));

    /// <summary>What is asked of a new hugepage that is made for the pool.</summary>
    internal static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> MayEnter<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var isCounted = parts.Has<PoolSize>() && parts.The<PoolSize>().CountsPoolFirst;
        return [.. If<B, N>(parts, isCounted ? IsCounted<B, N>() : IsUncounted<B, N>()), .. MayGrow<B, N>(parts)];
    }

    /// <summary>It enters the pool. Since v6.7 it does not pass <c>free_huge_folio()</c>: <c>prep_and_add_allocated_folios()</c> counts it and puts it on the free list.</summary>
    internal void Enter<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (CountsPoolFirst)
        {
            s.HandOver(h);
            Pool.Put(s, h);
            return;
        }
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

    private static (string Says, Func<State<B, N>, N, B> Holds) IsUncounted<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("it is not counted", (s, h) => s.CountedAs![h] == NewHugepage.Uncounted);

    private static (string Says, Func<State<B, N>, N, B> Holds) IsCounted<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("it is counted, and not as surplus", (s, h) => s.CountedAs![h] == NewHugepage.Counted);

    // Of what is made for somebody: it is counted already, or is now.
    private (string Says, Func<State<B, N>, N, B> Holds) IsUnassigned<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => CountsFirst ? IsCounted<B, N>() : IsUncounted<B, N>();

    private void Account<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (!CountsFirst)
        {
            s.CountHugepage(false);
        }
        s.HandOver(h);
    }

    /// <summary>Does who dissolves a hugepage take a surplus along?</summary>
    internal static B DissolvesAsSurplus<B, N>(PartList parts, State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => parts.OfType<PoolSize>().Any(part => !part.DissolvesAsOwn) ? s.HasSurplus : false;

    private B Spares<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var (all, surplus, free, reserved) = (s.AllHugepages!.Value, s.SurplusHugepages!.Value, s.FreeHugepages!.Value, s.ReservedHugepages!.Value);
        var leavesSurplus = SubtractsTwice ? true : free + surplus > all;
        return reserved < free & (!leavesSurplus | reserved + surplus < free);
    }

    private static IEnumerable<(string Says, Func<State<B, N>, N, B> Holds)> If<B, N>(PartList parts, (string Says, Func<State<B, N>, N, B> Holds) condition)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => parts.Has<PoolSize>() ? [condition] : Array.Empty<(string, Func<State<B, N>, N, B>)>();
}
