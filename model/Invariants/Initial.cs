namespace Vmemmap.Model.Invariants;

/// <summary>Where every run begins: no hugepage yet, every struct page in a frame of its own, everything else with the buddy allocator. Memory may have been set aside for hugepages, or be a device's and not plugged in: that has no struct pages yet.</summary>
public static class Initial<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The conditions that characterise initial states, in the form of invariants. They say nothing of what is never read.</summary>
    public static IReadOnlyList<Invariant<B, N>> Conditions { get; } =
    [
        When("folios are plain", [Folio], (s, x) =>
            (s.At(x.Folio, Points.Plain) | (HasNoMap(s, x.Folio) & s.Cursor[x.Folio] == 0)) & s.ListLength[x.Folio] == 0 & s.ListTaken[x.Folio] == 0 & s.Reset[x.Folio] == Writing.NotBegun & s.ResetHalf[x.Folio] == HalfReset.None
            & s.PinCount[x.Folio] == 0 & s.RawPage[x.Folio] == None.Nobody
            & s.At(x.Folio, ReaderPoints.Idle)),
        When("folios have no flags", [Folio], (s, x) =>
            !s.Hugetlb[x.Folio] & !s.UnflaggedSince[x.Folio] & !s.Optimised[x.Folio] & !s.UserHolds[x.Folio] & !s.HeldByFailure[x.Folio] & !s.Unreliable[x.Folio] & !s.CopiedUnreliable[x.Folio] & !s.InBulk[x.Folio] & !s.ReaderLive[x.Folio]
            & !s.Freed[x.Folio] & !s.Migratable[x.Folio] & !s.Inflight[x.Folio] & !s.StrayStore[x.Folio] & !s.LostStore[x.Folio] & !s.SpeculativeStore[x.Folio] & !s.LostReference[x.Folio] & !s.BrokenList[x.Folio]),
        When("unpoison has dropped nothing", [Folio], (s, x) => s.StolenReference is { } stolen ? !stolen[x.Folio] : true),
        When("unpoison has walked nothing", [Folio], (s, x) => s.StrayWalk is { } stray ? !stray[x.Folio] : true),
        When("the pool is empty", [], (s, _) => s.FreeHugepages is { } free ? free.Value == 0 & s.FitHugepages!.Value == 0 & s.ReservedHugepages!.Value == 0 & !s.Overpromised!.Value : true),
        When("nothing is reserved for anybody", [Folio], (s, x) => s.RestoresReserve is { } restores ? !restores[x.Folio] : true),
        When("there is no hugepage", [], (s, _) => s.AllHugepages is { } all ? all.Value == 0 & s.SurplusHugepages!.Value == 0 & s.MigrationTarget!.Value == None.Nobody & !s.SurplusLeft!.Value : true),
        When("no hugepage was made or has left the pool", [Folio], (s, x) => s.Temporary is { } temporary ? !temporary[x.Folio] & s.CountedAs![x.Folio] == NewHugepage.Uncounted & !s.BackAsSurplus![x.Folio] : true),
        When("none is being demoted", [Folio], (s, x) => s.Demoting is null ? true : !s.Demoting[x.Folio]),
        When("the key of the fake-head test counts none", [Folio], (s, x) => s.KeyCounts is null ? true : s.KeyCounts[x.Folio] == 0),
        When("every vmemmap page has its own frame", [Folio, Page], (s, x) =>
        {
            var frame = s.Pte[x.Folio, x.Page];
            var hasOwnFrame = frame >= 0 & s.Writable[x.Folio, x.Page]
                & s.Owner[frame] == Owner.Vmemmap & s.OwnerFolio[frame] == x.Folio & s.OwnerIndex[frame] == x.Page;
            return (HasNoMap(s, x.Folio) & frame == None.Nobody & !s.Writable[x.Folio, x.Page]) | (!HasNoMap(s, x.Folio) & hasOwnFrame);
        }),
        When("no CPU holds an older translation", [Folio, Page, Frame], (s, x) => !s.Stale[x.Folio, x.Page, x.Frame] & !(s.StaleWritable is null ? false : s.StaleWritable[x.Folio, x.Page, x.Frame])),
        .. HugeMappings,
        When("the zone has no frame of tails", [], (s, _) => s.ZoneTail is { } tail ? tail.Value == None.Nobody & s.ZoneInTail!.Value == None.Nobody : true),
        When("what lies in two zones was set aside", [Folio], (s, x) => s.CrossesZones is { } crosses ? !crosses[x.Folio] | s.At(x.Folio, Points.Memblock) : true),
        When("frames are mapped or free", [Frame], (s, x) =>
        {
            var (owner, h, v) = (s.Owner[x.Frame], s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]);
            return !s.FrameBad[x.Frame] & !s.Fresh[x.Frame]
                & (owner == Owner.Buddy | (owner == Owner.Vmemmap & h >= 0 & v >= 0 & v < s.Pages & s.Pte[h, v] == x.Frame));
        }),
        When("no page is flagged", [Frame, Slot], (s, x) => !s.PgHwpoison[x.Frame, x.Slot]),
        When("no page is bad", [Folio, Page, Slot], (s, x) =>
            !s.Bad[x.Folio, x.Page, x.Slot] & !s.RawList[x.Folio, x.Page, x.Slot] & !s.CopiedList[x.Folio, x.Page, x.Slot] & !s.Lent[x.Folio, x.Page, x.Slot]),
        When("no page is counted", [Folio, Page, Slot], (s, x) => s.Counted is { } counted ? !counted[x.Folio, x.Page, x.Slot] : true),
        When("no page was miscounted", [Folio], (s, x) => s.Miscounted is { } miscounted ? !miscounted[x.Folio] : true),
        When("no page is of a hugepage", [Folio, Page, Slot], (s, x) => HasNoMap(s, x.Folio) | s.IsOrdinary(s.Pte[x.Folio, x.Page], x.Slot)),
        When("no page has a user", [Folio, Page, Slot], (s, x) => HasNoMap(s, x.Folio) | s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] == 0),
        When("no walker has seen anything", [], (s, _) => s.WalkerAt.Value == Walker.Idle & s.WalkerCount.Value == 0),
        When("memory failure is not running", [], (s, _) => s.EachFailure(call => call.IsAt(FailurePoints.Idle) & !call.Holds.Value & call.Head.Value == None.Nobody)),
        When("the kernel has not oopsed", [], (s, _) => !s.Oops.Value),
    ];

    // A memory map is mapped page by page or huge, each part of it as it was made: in a block of the buddy allocator only what a huge mapping maps.
    private static IReadOnlyList<Invariant<B, N>> HugeMappings =>
    [
        When("page tables exist", [Folio], (s, x) => s.PmdOf is null ? true : s.PmdOf[x.Folio] >= 0),
        When("page tables are numbered", [Page], (s, x) => s.Pmd is null ? true : s.PageTable[x.Page] >= 0 & s.PageTable[x.Page] < s.Pages),
        When("no huge mapping is split without its block", [Folio, Page], (s, x) => s.Pmd is null ? true : s.Pmd[x.Folio, x.Page] == PmdEntry.Leaf | s.Pmd[x.Folio, x.Page] == PmdEntry.Table),
        When("nobody has made entries", [Folio], (s, x) => s.Pmd is null ? true : !s.ReadsTable![x.Folio] & !s.StrayEntry![x.Folio]),
        When("frames are as they were allocated", [Frame], (s, x) =>
        {
            if (s.Origin is null)
            {
                return true;
            }
            var (origin, isMapped) = (s.Origin[x.Frame], s.Owner[x.Frame] == Owner.Vmemmap);
            B mayBeSelfHosted = s.Shape.AsksSelfHosted;
            return origin != Origin.Misfreed & (isMapped | origin == Origin.Single)
                & (origin != Origin.Block | s.PmdAt(s.OwnerFolio[x.Frame], s.OwnerIndex[x.Frame]) == PmdEntry.Leaf)
                & (origin != Origin.SelfHosted | mayBeSelfHosted);
        }),
        When("a memory map lies in its own memory whole", [Folio, Page], (s, x) => s.Origin is null ? true : (s.Origin[s.Pte[x.Folio, x.Page]] == Origin.SelfHosted) == s.IsSelfHosted(x.Folio)),
    ];

    private static B HasNoMap(State<B, N> s, N folio) => s.At(folio, Points.Memblock) | s.At(folio, DevicePoints.Unplugged);

    private static Invariant<B, N> When(string name, IReadOnlyList<Index> indices, Condition<B, N> holds) =>
        new(name, [], name, "Initial state.", indices, [], holds);
}
