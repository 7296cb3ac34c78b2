namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>
/// Memory failure finds the hugepage of its page as everybody else does: <c>compound_head(p)</c>, one load after the other, each through any translation that its CPU may hold then. No remap waits for it.
/// </summary>
internal static class FailureReading<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The first load. Where bit 0 is clear at a page-aligned struct page, the lookup may go on.</summary>
    /// <param name="lookup">the lookup.</param>
    /// <param name="inDoubt">where it goes on.</param>
    /// <param name="parts">the parts of the design.</param>
    public static Step<B, N> FirstLoad(HeadLookup lookup, ControlPoint inDoubt, PartList parts) =>
        new("failure-reads-compound-head", "memory_failure(): compound_head(p): p->compound_head", Frame)
        {
            At = [FailurePoints.Reported],
            When = parts.Any(part => part.HoldsLockWhileErrorsMove)
                ? [("hugetlb_lock is not held to move the errors of its hugepage", (s, _) => !s.At(s.Failure.Folio.Value, Points.MovingPoison))] : [],
            Through = Translated,
            Then = (s, x) =>
            {
                LoadPointer(lookup, s, x.Frame);
                s.GoTo(0, Reading<B, N>.MayBeFake(s, x.Frame, s.Failure.Slot.Value), inDoubt, FailurePoints.LookedUp);
            },
        };

    /// <summary><c>page_fixed_fake_head()</c> returns its argument at once.</summary>
    /// <param name="inDoubt">where the lookup goes on.</param>
    public static Step<B, N> FindsKeyOff(ControlPoint inDoubt) =>
        new("failure-reads-key-off", "memory_failure(): compound_head(p): !static_branch_unlikely(&hugetlb_optimize_vmemmap_key)")
        {
            At = [inDoubt],
            When = [("it may be that no hugepage counts as optimised", (s, _) => s.KeyMayBeOff(s.Failure.Folio.Value))],
            Then = (s, _) => s.GoTo(FailurePoints.LookedUp),
        };

    /// <summary>Where memory failure calls <c>compound_head(p)</c> once more, of a release in which that is one load.</summary>
    public static Step<B, N> LoadAgain(HeadLookup lookup, ControlPoint from, ControlPoint to) =>
        new("failure-reads-compound-head-again", "memory_failure_hugetlb(): head = compound_head(p)", Frame)
        {
            At = [from],
            Through = Translated,
            Then = (s, x) =>
            {
                LoadPointer(lookup, s, x.Frame);
                s.GoTo(to);
            },
        };

    /// <summary><c>page_fixed_fake_head()</c>: the test of PG_head, where there is one.</summary>
    public static Step<B, N> FlagLoad() =>
        new("failure-reads-pg-head", "memory_failure(): compound_head(p): test_bit(PG_head)", Frame)
        {
            At = [FailurePoints.TestingFlag],
            Through = Translated,
            Then = (s, x) => s.GoTo(0, s.PgHead[x.Frame, 0], FailurePoints.ReadingNext, FailurePoints.LookedUp),
        };

    /// <summary><c>page_fixed_fake_head()</c>: the load of <c>page[1].compound_head</c>.</summary>
    public static Step<B, N> NextLoad(HeadLookup lookup) =>
        new("failure-reads-next-page", "memory_failure(): compound_head(p): p[1].compound_head", Frame)
        {
            At = [FailurePoints.ReadingNext],
            Through = Translated,
            Then = (s, x) =>
            {
                s.Failure.Head.Value = lookup.LeadsTo<B, N>(s.Failure.Folio.Value, s.CompoundHead[x.Frame, 1], s.Failure.Head.Value);
                s.GoTo(FailurePoints.LookedUp);
            },
        };

    private static void LoadPointer(HeadLookup lookup, State<B, N> s, N frame)
    {
        var (h, v, e) = (s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value);
        s.Failure.Head.Value = lookup.LeadsTo<B, N>(h, s.CompoundHead[frame, e], Reading<B, N>.ItselfAsHead(h, v, e));
    }

    private static B Translated(State<B, N> s, At<N> x) => s.MayRead(s.Failure.Folio.Value, s.Failure.Page.Value, x.Frame);
}
