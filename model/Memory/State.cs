namespace Vmemmap.Model.Memory;

/// <summary>
/// Everything the machine remembers, as tables: a tower with one storey for each group of them, the page table on top. What a function kept in its variables is gone
/// when it returns, and a list keeps nothing in the places behind its end: states differ only in what the kernel could still read.
/// </summary>
/// <param name="shape">the machine that this is a state of.</param>
/// <param name="tables">the meaning, which makes each table.</param>
public sealed partial class State<B, N>(Shape shape, ITables<B, N> tables) : VmemmapTable<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The machine that this is a state of.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>The meaning.</summary>
    public ITables<B, N> Tables { get; } = tables;

    /// <summary>V: vmemmap pages of a folio.</summary>
    public N Pages { get; } = tables.Size(Size.Pages);

    /// <summary>E: struct pages of a vmemmap page.</summary>
    public N Slots { get; } = tables.Size(Size.Slots);

    /// <summary>References that drivers can hold on one folio at a time.</summary>
    public N Pins { get; } = tables.Size(Size.Pins);

    /// <summary>NR_RESET_STRUCT_PAGE; 0 where restored tails are copied from a page of pure tails.</summary>
    public N ResetCount { get; } = shape.Layout.SharesHead ? tables.Size(shape.ResetCount) : 0;

    /// <summary>A struct page of the head's vmemmap page that carries data of the folio. Any: so what is proved of it is proved of each of them.</summary>
    public N SpecialSlot { get; } = tables.Size(shape.SpecialSlot);

    /// <summary>The struct page in whose <c>private</c> the raw error list begins, where <see cref="Layout.ListBeginsBehindReset"/>: the first that is not reset stands for it.</summary>
    public N ListSlot => ResetCount;

    /// <summary>See <see cref="Shape.CountedEnd"/>.</summary>
    public N CountedEnd { get; } = shape.BeginsInMemblock ? tables.Size(shape.CountedEnd) : 0;

    /// <summary>R: vmemmap pages of a hugepage that keep their frames.</summary>
    public int KeptPages => Shape.Layout.KeptPages;

    /// <summary>What is assumed of the sizes: a design's own precondition (V &gt; R: else nothing is optimised) and the build checks of the kernel.</summary>
    public IReadOnlyList<B> AssumedOfSizes =>
    [
        Pages > KeptPages,
        Slots >= 2,
        Pins >= 0,
        SpecialSlot >= 0 & SpecialSlot < Slots,
        // reset_struct_pages(): BUILD_BUG_ON(NR_RESET_STRUCT_PAGE * 2 > PAGE_SIZE / sizeof(struct page)), and all special struct pages are reset.
        .. Shape.Layout.SharesHead ? new[] { ResetCount > SpecialSlot & ResetCount + ResetCount <= Slots } : [],
        .. Shape.BeginsInMemblock ? new[] { CountedEnd >= KeptPages & CountedEnd < Pages } : [],
    ];

    /// <summary>Does something with writes to one table forgotten: what a seeded bug leaves undone.</summary>
    public void Forgetting(string table, Action act)
    {
        Tables.Forget(table, true);
        act();
        Tables.Forget(table, false);
    }

    /// <summary>The frame of the head's vmemmap page.</summary>
    public N HeadFrame(N folio) => Pte[folio, 0];

    /// <summary>The frame that shared tail pages are mapped to: that of the last page kept, or the zone's.</summary>
    public N SharedFrame(N folio) => Shape.Layout.IsTailOfZone ? ZoneTail!.Value : Pte[folio, KeptPages - 1];

    /// <summary>The frame is the one that all hugepages of a zone share: of the memory map, but of no one page.</summary>
    public B IsTailOfZone(N frame) => Shape.Layout.IsTailOfZone ? frame == ZoneTail!.Value : false;

    /// <summary>What the tails of a folio have in <c>compound_head</c>: its number, or where that is a mask, the number that stands for it.</summary>
    public N HeadInTails(N folio) => Shape.Layout.IsTailOfZone ? None.Mask : folio;

    /// <summary>The page table maps a tail page to the shared frame.</summary>
    public B IsShared(N folio, N page) => page >= KeptPages & Pte[folio, page] == SharedFrame(folio);

    /// <summary>The page is the first whose entry is in its page table: a walk has to get that table first.</summary>
    public B BeginsPageTable(N page) => PageTable[page] != PageTable[page - 1];

    /// <summary>What maps the page's struct pages in the page middle directory: a value of <see cref="PmdEntry"/>.</summary>
    public N PmdAt(N folio, N page) => Pmd![PmdOf![folio], PageTable[page]];

    /// <summary>The hugepage's memory map lies in the memory that it describes: <c>vmemmap_should_optimize()</c> asks the frame of the head's page, as it is the same with all of them.</summary>
    public B IsSelfHosted(N folio) => Origin![HeadFrame(folio)] == Memory.Origin.SelfHosted;

    /// <summary>The struct page is that of an ordinary page: no flag or pointer of a compound page, and no data of a folio.</summary>
    public B IsOrdinary(N frame, N slot) => !PgHead[frame, slot] & CompoundHead[frame, slot] == None.Nobody & Metadata[frame, slot] == None.Nobody;

    /// <summary>Some CPU may translate (folio, page) to the frame: by the page table, or by an older entry it still holds.</summary>
    public B Reaches(N folio, N page, N frame) => Pte[folio, page] == frame | Stale[folio, page, frame];

    /// <summary>Some CPU's load of a struct page's word at (folio, page) may return what stands in this frame: as it translates to it, or as it translates to a frame that is being overwritten with a copy of it.</summary>
    public B MayRead(N folio, N page, N frame) => Reaches(folio, page, frame) | (IsCopying(folio) & frame == CopySource(folio) & Reaches(folio, page, ListFront(folio)));

    /// <summary>The frame that a restore or a rollback copies for the page that it is at: the shared one. Where the head's page may have been given another one by then, that which the page is still mapped to.</summary>
    public N CopySource(N folio) => Shape.RollsBackHead ? Pte[folio, Cursor[folio]] : SharedFrame(folio);

    /// <summary>The frame at the front of the list is being overwritten with a copy of another one.</summary>
    public B IsCopying(N folio) => Reset[folio] == Writing.Copying;

    /// <summary>The place of the list's front.</summary>
    public N ListFrontEntry(N folio) => Shape.Layout.IsListFifo ? ListTaken[folio] : ListLength[folio] - 1;

    /// <summary>The frame at the front of the running operation's list.</summary>
    public N ListFront(N folio) => List[folio, ListFrontEntry(folio)];

    /// <summary>How many frames are left in the list.</summary>
    public N ListLeft(N folio) => Shape.Layout.IsListFifo ? ListLength[folio] - ListTaken[folio] : ListLength[folio];
}
