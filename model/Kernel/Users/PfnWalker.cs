namespace Vmemmap.Model.Kernel.Users;

/// <summary>
/// Who walks page frame numbers and takes references, such as compaction and page_idle: it sees a page in use, and some time later loads its count, compares and adds, each through whatever translation its CPU
/// has then. In between the page may have been freed, and have become the head or a tail of a hugepage. A compare-and-exchange needs an entry that is writable even where the values differ. A head that it got a
/// reference on is freed by whoever drops the last one, by <c>free_huge_page()</c> if it still has the type. The run ends where it does harm: what becomes of a reference on a tail is not followed.
/// include/linux/page_ref.h <c>page_ref_add_unless()</c>.
/// </summary>
/// <param name="GracePeriod">
/// it is in an RCU read-side section, and an optimise waits for those that have begun: <c>synchronize_rcu()</c> (bd225530a4c7, v6.11). In the section it looks whether the struct page is a fake head, then
/// loads the count.
/// </param>
/// <param name="CountFirst">in the section it loads the count first, looks for a fake head only if that is not 0, and then loads it again: <c>page_count_writable()</c> ("fix memory loads ordering", v6.14).</param>
[KernelFunction("get_page_unless_zero(): page_ref_add_unless()", "6.1.192, include/linux/page_ref.h; GracePeriod: bd225530a4c7 (v6.11), 6.12.113, include/linux/page_ref.h, mm/hugetlb_vmemmap.c; CountFirst: v6.14, include/linux/page-flags.h: page_count_writable()")]
public sealed partial record PfnWalker(bool GracePeriod, bool CountFirst = false) : Part
{
    /// <summary>What the guard of a step says that comes after <c>synchronize_rcu()</c>: <see cref="HasWaited"/>.</summary>
    public const string Waited = "synchronize_rcu() has returned";

    public override Performer Performer => Performer.Walker;

    public override IReadOnlyList<ControlPoint> Visits => [Destroying];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        var lookup = parts.The<HeadLookup>();
        var (test, begins) = lookup.FakeHeadTest switch
        {
            FakeHeadTest.FlagThenNext => (FakeHeadSteps<B, N>(testsFlag: true), Walker.TestingFlag),
            FakeHeadTest.Next => (FakeHeadSteps<B, N>(testsFlag: false), Walker.ReadingNext),
            _ => ([], Walker.Tested),
        };
        Step<B, N> findsKeyOff = new("walker-finds-key-off", "page_ref_add_unless(): page_fixed_fake_head(): !static_branch_unlikely(&hugetlb_optimize_vmemmap_key)")
        {
            When = [Is<B, N>(begins), ("it may be that no hugepage counts as optimised", (s, _) => s.KeyMayBeOff(s.WalkerFolio.Value))],
            Then = (s, _) => GoTo(s, Walker.Tested),
        };
        return
        [
            new("walker-finds-page", "PageLRU(page)", Folio, Page, Slot)
            {
                When =
                [
                    ("the walker is looking", (s, _) => s.WalkerAt.Value == Walker.Idle),
                    ("PageLRU(page): a user has the page", (s, x) => s.Lent[x.Folio, x.Page, x.Slot]),
                ],
                Then = (s, x) =>
                {
                    s.WalkerAt.Value = Walker.Found;
                    s.WalkerFolio.Value = x.Folio;
                    s.WalkerPage.Value = x.Page;
                    s.WalkerSlot.Value = x.Slot;
                },
            },

            .. GracePeriod ? [Enters<B, N>(begins), .. lookup.HasKey ? [findsKeyOff] : Array.Empty<Step<B, N>>(), .. test] : Array.Empty<Step<B, N>>(),

            new("walker-loads-count", "page_ref_add_unless(): atomic_add_unless(): atomic_read()", Frame)
            {
                When = [Is<B, N>(GracePeriod ? Walker.Tested : Walker.Found)],
                Through = Translated<B, N>(),
                Then = (s, x) =>
                {
                    var count = s.Refcount[x.Frame, s.WalkerSlot.Value];
                    s.WalkerCount.Value = count;
                    GoTo(s, N.If(count == 0, Walker.Idle, Walker.Loaded));
                },
            },

            // Where the count is another one, it is compared with that next: as long as it is not 0.
            new("walker-adds", "page_ref_add_unless(): atomic_add_unless(): atomic_try_cmpxchg()", Frame)
            {
                When = [Is<B, N>(Walker.Loaded)],
                Through = (s, x) => s.Reaches(s.WalkerFolio.Value, s.WalkerPage.Value, x.Frame),
                Then = (s, x) =>
                {
                    var (h, v, e) = (s.WalkerFolio.Value, s.WalkerPage.Value, s.WalkerSlot.Value);
                    var count = s.Refcount[x.Frame, e];
                    var (isEqual, isTail) = (count == s.WalkerCount.Value, !s.IsPlain(h) & !(v == 0 & e == 0));
                    var doesHarm = !s.MayWrite(h, v, x.Frame) | (isEqual & isTail);
                    var succeeds = !doesHarm & isEqual;
                    s.SpeculativeStore[h] = s.SpeculativeStore[h] | doesHarm;
                    s.LostStore[h] = s.LostStore[h] | (succeeds & s.GoesToOldHead(h, v, x.Frame));
                    s.Oops.Value = s.Oops.Value | doesHarm;
                    s.Refcount[x.Frame, e] = count + N.If(succeeds & count > 0, 1, 0);
                    s.WalkerCount.Value = N.If(succeeds, 0, count);
                    GoTo(s, N.If(succeeds, Walker.Holding, N.If(doesHarm | count == 0, Walker.Idle, Walker.Loaded)));
                },
            },

            new("walker-puts", "put_page(page)", Frame)
            {
                When = [Is<B, N>(Walker.Holding)],
                Through = (s, x) => s.Reaches(s.WalkerFolio.Value, s.WalkerPage.Value, x.Frame),
                Then = (s, x) =>
                {
                    var (h, v, e) = (s.WalkerFolio.Value, s.WalkerPage.Value, s.WalkerSlot.Value);
                    var mayWrite = s.MayWrite(h, v, x.Frame);
                    s.SpeculativeStore[h] = s.SpeculativeStore[h] | !mayWrite;
                    s.Oops.Value = s.Oops.Value | !mayWrite;
                    // What another user of the frame has written is no count, nor is it one with 1 less.
                    var isLastOfHead = s.Put(x.Frame, e, N.If(mayWrite & s.Refcount[x.Frame, e] >= 0, 1, 0)) & s.WalkerHoldsOn(h);
                    var isGivenUp = s.At(h, AwaitingLastPut);
                    s.Inflight[h] = s.Inflight[h] | (isLastOfHead & (s.At(h, Kept) | (isGivenUp & s.Hugetlb[h])));
                    s.FreeIf(h, isLastOfHead & isGivenUp & !s.Hugetlb[h]);
                    GoTo(s, N.If(mayWrite, Walker.Idle, Walker.Holding));
                },
            },
        ];
    }

    /// <summary><c>synchronize_rcu()</c> returns: who has begun to take a reference on a page of this block is out of its section.</summary>
    public B HasWaited<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        !GracePeriod | !(IsInSection(s) & s.WalkerFolio.Value == folio);

    private static B IsInSection<B, N>(State<B, N> s)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.WalkerAt.Value > Walker.Found & s.WalkerAt.Value < Walker.Holding;

    // Only a page-aligned struct page can be a fake head.
    private Step<B, N> Enters<B, N>(int begins)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        Step<B, N> first = new("walker-enters", "page_ref_add_unless(): rcu_read_lock()")
        {
            When = [Is<B, N>(Walker.Found)],
            Then = (s, _) => GoTo(s, N.If(s.WalkerSlot.Value == 0, begins, Walker.Tested)),
        };
        return !CountFirst ? first : first with
        {
            Function = "page_ref_add_unless(): rcu_read_lock(), page_count_writable(): atomic_read_acquire()",
            Parameters = [Frame],
            Through = Translated<B, N>(),
            Then = (s, x) => GoTo(s, N.If(s.Refcount[x.Frame, s.WalkerSlot.Value] == 0, Walker.Idle, N.If(s.WalkerSlot.Value == 0, begins, Walker.Tested))),
        };
    }

    // page_fixed_fake_head(page) == page, load by load.
    private static Step<B, N>[] FakeHeadSteps<B, N>(bool testsFlag)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        Step<B, N> flag = new("walker-tests-pg-head", "page_ref_add_unless(): page_fixed_fake_head(): test_bit(PG_head)", Frame)
        {
            When = [Is<B, N>(Walker.TestingFlag)],
            Through = Translated<B, N>(),
            Then = (s, x) => GoTo(s, N.If(s.PgHead[x.Frame, 0], Walker.ReadingNext, Walker.Tested)),
        };
        Step<B, N> next = new("walker-reads-next", "page_ref_add_unless(): page_fixed_fake_head(): page[1].compound_head", Frame)
        {
            When = [Is<B, N>(Walker.ReadingNext)],
            Through = Translated<B, N>(),
            Then = (s, x) =>
            {
                var pointer = s.CompoundHead[x.Frame, 1];
                var isItself = pointer == None.Nobody | (s.WalkerPage.Value == 0 & pointer == s.WalkerFolio.Value);
                GoTo(s, N.If(isItself, Walker.Tested, Walker.Idle));
            },
        };
        return testsFlag ? [flag, next] : [next];
    }

    private static (string Says, Condition<B, N> Holds) Is<B, N>(int at)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ($"the walker is {Walker.Values.Show(at)}", (s, _) => s.WalkerAt.Value == at);

    private static Condition<B, N> Translated<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (s, x) => s.MayRead(s.WalkerFolio.Value, s.WalkerPage.Value, x.Frame);

    private static void GoTo<B, N>(State<B, N> s, N at)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var ends = at == Walker.Idle;
        s.WalkerAt.Value = at;
        s.WalkerFolio.Value = N.If(ends, None.Nobody, s.WalkerFolio.Value);
        s.WalkerPage.Value = N.If(ends, None.Nobody, s.WalkerPage.Value);
        s.WalkerSlot.Value = N.If(ends, 0, s.WalkerSlot.Value);
        s.WalkerCount.Value = N.If(ends, 0, s.WalkerCount.Value);
    }
}
