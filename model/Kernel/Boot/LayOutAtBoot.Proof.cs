namespace Vmemmap.Model.Kernel.Boot;

/// <content>What holds there.</content>
public partial record LayOutAtBoot
{
    public override IReadOnlyList<Holds> Outline =>
    [
        new(Memblock) { Populated = Entries.None, Freed = false, Optimised = false, Hugetlb = false },
        new(LayingOut) { Populated = Entries.BehindCursor, Shared = Tails.BehindCursor, Walk = Walking.ToTheEnd, Freed = false, Optimised = false, Hugetlb = false },
        new(LaidOut) { Shared = Tails.All, Freed = false, Optimised = false, Hugetlb = false },
        new(Undoing) { Populated = Entries.KeptAndFromCursor, Shared = Tails.FromCursorOn, Walk = Walking.ToTheEnd, Stale = Older.SharedFrame, Freed = false, Optimised = false, Hugetlb = false },
        new(Populating) { Populated = Entries.BehindCursor, Walk = Walking.OverAll, Freed = false, Optimised = false, Hugetlb = false },
        new(Reserved) { Shared = Tails.All, Freed = false, Optimised = false, Hugetlb = false },
    ];

    public override IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>
    {
        ["populate-alias"] = 40,
        ["leave-to-populate"] = new(4, Waits: true),
        ["find-zones-crossed"] = new(8, Waits: true),
        ["clear-alias"] = 40,
        ["populate-page"] = 40,
    };

    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
    [
        Invariant<B, N>.Lemma("boot-walk", "A walk of the boot code begins with the first page, or with the first that is not kept.",
            [Folio], [],
            (s, x) => (!s.At(x.Folio, Memblock) | s.Cursor[x.Folio] == 0) & (Undoes ? !s.At(x.Folio, Undoing) | s.Cursor[x.Folio] >= s.KeptPages : true)),

        Invariant<B, N>.Lemma("what-lies-in-two-zones-is-no-hugepage", "What lies in two zones is laid out until zones are known at most, and becomes ordinary pages.",
            [Folio], [(s, x) => s.CrossesZones![x.Folio]],
            (s, x) => s.At(x.Folio, Memblock) | s.At(x.Folio, Populating) | s.At(x.Folio, Plain) | (Undoes ? s.At(x.Folio, LayingOut) | s.At(x.Folio, LaidOut) | s.At(x.Folio, Undoing) : false)),

        Invariant<B, N>.Lemma("set-aside-is-healthy", "No error is reported in memory that is set aside.",
            [Folio, Page, Slot], [(s, x) => s.IsSetAside(x.Folio)],
            (s, x) => !s.Bad[x.Folio, x.Page, x.Slot] & !s.RawList[x.Folio, x.Page, x.Slot]),

        Invariant<B, N>.Lemma("boot-frames-are-healthy", "Nor in a frame of its memory map, but for the one that all hugepages of the zone share.",
            [Frame], [(s, x) => s.Owner[x.Frame] == Owner.Vmemmap & !s.IsTailOfZone(x.Frame) & s.IsSetAside(s.OwnerFolio[x.Frame])],
            (s, x) => !s.FrameBad[x.Frame]),

        Invariant<B, N>.Lemma("populated-pages-are-ordinary", "What is populated page by page holds the struct pages of ordinary pages.",
            [Folio, Page, Slot], [(s, x) => s.At(x.Folio, Populating) & x.Page < s.Cursor[x.Folio]],
            (s, x) =>
            {
                var frame = s.Pte[x.Folio, x.Page];
                return s.IsOrdinary(frame, x.Slot) & s.Refcount[frame, x.Slot] == 0;
            }),

        Invariant<B, N>.Lemma("populated-pages-are-unflagged", "They carry no flag of an error.",
            [Folio, Page, Slot], [(s, x) => s.At(x.Folio, Populating) & x.Page < s.Cursor[x.Folio]],
            (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]),

        Invariant<B, N>.Lemma("nobody-walks-at-boot", "No walker has seen a page in use of memory that hugetlb has since it was set aside.",
            [], [(s, _) => s.WalkerAt.Value != Walker.Idle],
            (s, _) => !s.IsAtBoot(s.WalkerFolio.Value)),

        Invariant<B, N>.Lemma("own-frames-were-writable", "What CPUs may still hold, other than the shared frame, they may still store through.",
            [Folio, Page, Frame], [(s, x) => s.Stale[x.Folio, x.Page, x.Frame]],
            (s, x) => s.StaleWritable![x.Folio, x.Page, x.Frame] | x.Frame == s.SharedFrame(x.Folio)),

        Invariant<B, N>.Lemma("stale-writable-is-stale", "What CPUs may still store through they may still hold.",
            [Folio, Page, Frame], [(s, x) => s.StaleWritable![x.Folio, x.Page, x.Frame]],
            (s, x) => s.Stale[x.Folio, x.Page, x.Frame]),
    ];
}
