namespace Vmemmap.Model.Kernel.Users;

/// <summary>
/// Who walks page frame numbers and takes references, such as compaction and page_idle: it sees an ordinary page in use, loads its count, and later compares and adds, through whatever translation its CPU has then. In between
/// the page may have been freed, and have become the tail of a hugepage. A compare-and-exchange needs an entry that is writable even where the values differ. Of pages that become heads nothing is said here. The run ends where it does harm: what becomes of a reference on a tail is not followed.
/// include/linux/page_ref.h <c>page_ref_add_unless()</c>.
/// </summary>
/// <param name="GracePeriod">load and compare-and-add are in one RCU read-side section, and an optimise waits for those that have begun: <c>synchronize_rcu()</c> (bd225530a4c7, v6.11).</param>
[KernelFunction("get_page_unless_zero(): page_ref_add_unless()", "6.1.192, include/linux/page_ref.h; GracePeriod: bd225530a4c7 (v6.11), include/linux/page_ref.h, mm/hugetlb_vmemmap.c")]
public sealed partial record PfnWalker(bool GracePeriod) : Part
{
    public override IReadOnlyList<ControlPoint> Visits => [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
    [
        new("walker-loads-count", "page_ref_add_unless(): atomic_read()", Folio, Page, Slot, Frame)
        {
            When =
            [
                ("the walker is looking", (s, _) => s.WalkerAt.Value == Walker.Idle),
                ("PageLRU(page): a user has the page", (s, x) => s.Lent[x.Folio, x.Page, x.Slot]),
                ("it is not the first page of a block", (_, x) => !(x.Page == 0 & x.Slot == 0)),
                ("page_count(page) is not 0", (s, x) => s.Refcount[x.Frame, x.Slot] != 0),
            ],
            Through = (s, x) => s.Reaches(x.Folio, x.Page, x.Frame),
            Then = (s, x) =>
            {
                s.WalkerAt.Value = Walker.Loaded;
                s.WalkerFolio.Value = x.Folio;
                s.WalkerPage.Value = x.Page;
                s.WalkerSlot.Value = x.Slot;
            },
        },

        new("walker-adds", "page_ref_add_unless(): atomic_try_cmpxchg()", Frame)
        {
            When = [("the walker has loaded a count", (s, _) => s.WalkerAt.Value == Walker.Loaded)],
            Through = Translated<B, N>(),
            Then = (s, x) =>
            {
                var (h, v, e) = (s.WalkerFolio.Value, s.WalkerPage.Value, s.WalkerSlot.Value);
                var mayWrite = s.MayWrite(h, v, x.Frame);

                // A user's page has one reference, and the walker is the only one who could have taken another.
                var (isEqual, isOrdinary) = (s.Refcount[x.Frame, e] == 1, s.IsPlain(h));
                var doesHarm = !mayWrite | (isEqual & !isOrdinary);
                var succeeds = !doesHarm & isEqual;
                s.SpeculativeStore[h] = s.SpeculativeStore[h] | doesHarm;
                s.Oops.Value = s.Oops.Value | doesHarm;
                s.Refcount[x.Frame, e] = s.Refcount[x.Frame, e] + N.If(succeeds, 1, 0);
                s.WalkerAt.Value = N.If(succeeds, Walker.Holding, Walker.Idle);
                Forget(s, !succeeds);
            },
        },

        new("walker-puts", "put_page(page)", Frame)
        {
            When = [("the walker holds a reference", (s, _) => s.WalkerAt.Value == Walker.Holding)],
            Through = Translated<B, N>(),
            Then = (s, x) =>
            {
                s.Refcount[x.Frame, s.WalkerSlot.Value] = s.Refcount[x.Frame, s.WalkerSlot.Value] - 1;
                s.WalkerAt.Value = Walker.Idle;
                Forget(s, true);
            },
        },
    ];

    /// <summary><c>synchronize_rcu()</c> returns: who loaded a count of a page of this block is out of its section.</summary>
    public B HasWaited<B, N>(State<B, N> s, N folio)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        !GracePeriod | !(s.WalkerAt.Value == Walker.Loaded & s.WalkerFolio.Value == folio);

    private static Condition<B, N> Translated<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (s, x) => s.Reaches(s.WalkerFolio.Value, s.WalkerPage.Value, x.Frame);

    private static void Forget<B, N>(State<B, N> s, B ends)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.WalkerFolio.Value = N.If(ends, None.Nobody, s.WalkerFolio.Value);
        s.WalkerPage.Value = N.If(ends, None.Nobody, s.WalkerPage.Value);
        s.WalkerSlot.Value = N.If(ends, 0, s.WalkerSlot.Value);
    }
}
