using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Machine;

/// <summary>
/// Everything the machine remembers, as tables. Struct pages are contents of <em>frames</em>; folios reach them only through translations.
/// What a function kept in its variables is gone when it returns, and a list keeps nothing in the places behind its end: states differ only in what the kernel
/// could still read.
/// </summary>
/// <typeparam name="B">truth values of the meaning.</typeparam>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public sealed partial class State<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    private static readonly Domain FrameNumber = new("frame", _ => 0, s => s.Frames - 1, Of: Frame);
    private static readonly Domain FrameOrNone = new("frame", _ => None.Nobody, s => s.Frames - 1, Of: Frame);
    private static readonly Domain FolioOrNone = new("folio", _ => None.Garbage, s => s.Folios - 1, Of: Folio);
    private static readonly Domain PageOrNone = new("page", _ => None.Nobody, s => s.Pages);
    private static readonly Domain SlotNumber = new("slot", _ => 0, s => s.Slots - 1);
    private static readonly Domain References = new("references", _ => -1, s => s.Pins + 1);
    private static readonly Domain Resets = new("struct pages reset", _ => -1, s => s.ResetCount);
    private static readonly Domain Length = new("entries", _ => 0, s => s.Pages);
    private static readonly Domain PinCounts = new("pins", _ => 0, s => s.Pins);

    /// <summary>Lets the meaning make each table.</summary>
    public State(Design design, ITables<B, N> tables)
    {
        Design = design;
        Pages = tables.Size(nameof(Scope.Pages));
        Slots = tables.Size(nameof(Scope.Slots));
        Pins = tables.Size(nameof(Scope.Pins));
        ResetCount = tables.Size(nameof(Scope.ResetCount));
        SpecialSlot = tables.Size(nameof(Scope.SpecialSlot));

        Pte = tables.Numbers("pte", FrameNumber, Folio, Page);
        Writable = tables.Truths("writable", Folio, Page);
        Stale = tables.Truths("stale", Folio, Page, Frame);

        Owner = tables.Numbers("owner", Machine.Owner.Values, Frame);
        OwnerFolio = tables.Numbers("owner_folio", FolioOrNone, Frame);
        OwnerIndex = tables.Numbers("owner_index", Length, Frame);
        FrameBad = tables.Truths("frame_bad", Frame);
        Fresh = tables.Truths("fresh", Frame);

        PgHead = tables.Truths("PG_head", Frame, Slot);
        CompoundHead = tables.Numbers("compound_head", FolioOrNone, Frame, Slot);
        PgHwpoison = tables.Truths("PG_hwpoison", Frame, Slot);
        Refcount = tables.Numbers("_refcount", References, Frame, Slot);
        Metadata = tables.Numbers("hugetlb_data", FolioOrNone, Frame, Slot);

        Stage = tables.Numbers("stage", Machine.Stage.Values, Folio);
        Cursor = tables.Numbers("cursor", PageOrNone, Folio);
        Reset = tables.Numbers("reset", Resets, Folio);
        ListLength = tables.Numbers("list_length", Length, Folio);
        List = tables.Numbers("list", FrameOrNone, Folio, Entry);
        Hugetlb = tables.Truths("hugetlb", Folio);
        Optimised = tables.Truths("vmemmap_optimized", Folio);
        UserHolds = tables.Truths("user_holds", Folio);

        RawPage = tables.Numbers("raw_page", PageOrNone, Folio);
        RawSlot = tables.Numbers("raw_slot", SlotNumber, Folio);
        RawList = tables.Truths("raw_hwp_list", Folio, Page, Slot);
        Unreliable = tables.Truths("raw_hwp_unreliable", Folio);

        PinCount = tables.Numbers("pin_count", PinCounts, Folio);
        PinPage = tables.Numbers("pin_page", PageOrNone, Folio, Pin);
        PinSlot = tables.Numbers("pin_slot", SlotNumber, Folio, Pin);

        Bad = tables.Truths("bad", Folio, Page, Slot);
        Struck = tables.Truths("struck", Folio, Page, Slot);
        Lent = tables.Truths("lent", Folio, Page, Slot);

        FailureStage = tables.Numbers("failure_stage", Failure.Values);
        FailureFolio = tables.Numbers("failure_folio", FolioOrNone);
        FailurePage = tables.Numbers("failure_page", PageOrNone);
        FailureSlot = tables.Numbers("failure_slot", SlotNumber);

        ReaderStage = tables.Numbers("reader_stage", Reader.Values, Folio);
        ReaderLive = tables.Truths("reader_live", Folio);
        ReaderPage = tables.Numbers("reader_page", PageOrNone, Folio);
        ReaderSlot = tables.Numbers("reader_slot", SlotNumber, Folio);
        ReaderHead = tables.Numbers("reader_head", FolioOrNone, Folio);

        StrayStore = tables.Truths("stray_store", Folio);
        LostReference = tables.Truths("lost_reference", Folio);
    }

    /// <summary>The design whose machine this is a state of.</summary>
    public Design Design { get; }

    /// <summary>V: vmemmap pages of a folio.</summary>
    public N Pages { get; }

    /// <summary>E: struct pages of a vmemmap page.</summary>
    public N Slots { get; }

    /// <summary>References that drivers can hold on one folio at a time.</summary>
    public N Pins { get; }

    /// <summary>NR_RESET_STRUCT_PAGE; 0 where restored tails are copied from a page of pure tails.</summary>
    public N ResetCount { get; }

    /// <summary>A struct page of the head's vmemmap page that carries data of the folio. Any: so what is proved of it is proved of each of them.</summary>
    public N SpecialSlot { get; }

    /// <summary>The page table: frame of (folio, page).</summary>
    public NumberTable<B, N> Pte { get; }

    /// <summary>Permission of the page table entry.</summary>
    public TruthTable<B, N> Writable { get; }

    /// <summary>Some CPU may still translate (folio, page) to this frame, though the entry names another.</summary>
    public TruthTable<B, N> Stale { get; }

    /// <summary>Who the frame belongs to: <see cref="Machine.Owner"/>.</summary>
    public NumberTable<B, N> Owner { get; }

    /// <summary>The folio that a frame owned by vmemmap or by a list belongs to.</summary>
    public NumberTable<B, N> OwnerFolio { get; }

    /// <summary>The vmemmap page that owns the frame, or its position in the list.</summary>
    public NumberTable<B, N> OwnerIndex { get; }

    /// <summary>Truth: the frame's memory has failed and memory failure was told.</summary>
    public TruthTable<B, N> FrameBad { get; }

    /// <summary>Truth: allocated for a restore, contents not yet written.</summary>
    public TruthTable<B, N> Fresh { get; }

    /// <summary>Contents: the flag PG_head of (frame, slot).</summary>
    public TruthTable<B, N> PgHead { get; }

    /// <summary>Contents: the folio whose head <c>compound_head</c> points to with bit 0 set, or <see cref="None.Nobody"/> when bit 0 is clear.</summary>
    public NumberTable<B, N> CompoundHead { get; }

    /// <summary>Contents: the flag PG_hwpoison.</summary>
    public TruthTable<B, N> PgHwpoison { get; }

    /// <summary>Contents: <c>_refcount</c>.</summary>
    public NumberTable<B, N> Refcount { get; }

    /// <summary>Contents: the folio whose data (order, destructor, subpool, cgroup) this struct page carries, or nobody for a clean page.</summary>
    public NumberTable<B, N> Metadata { get; }

    /// <summary>Program counter of the operation on the folio: <see cref="Machine.Stage"/>.</summary>
    public NumberTable<B, N> Stage { get; }

    /// <summary>Vmemmap page that the running walk is at.</summary>
    public NumberTable<B, N> Cursor { get; }

    /// <summary>Within one page of a restore: -1 before the copy, then the number of struct pages reset.</summary>
    public NumberTable<B, N> Reset { get; }

    /// <summary>Frames in the list of the running operation.</summary>
    public NumberTable<B, N> ListLength { get; }

    /// <summary>The list, its front last: (folio, entry) to frame.</summary>
    public NumberTable<B, N> List { get; }

    /// <summary>The folio is recognisable as hugetlb (destructor or page type), under <c>hugetlb_lock</c>.</summary>
    public TruthTable<B, N> Hugetlb { get; }

    /// <summary>HPageVmemmapOptimized.</summary>
    public TruthTable<B, N> Optimised { get; }

    /// <summary>The one who took the hugepage into use has not given it back.</summary>
    public TruthTable<B, N> UserHolds { get; }

    /// <summary>Page of the one raw error that dissolve was told of, or nobody.</summary>
    public NumberTable<B, N> RawPage { get; }

    /// <summary>Slot of that error.</summary>
    public NumberTable<B, N> RawSlot { get; }

    /// <summary>The raw error list of a hugetlb folio: which of its base pages failed.</summary>
    public TruthTable<B, N> RawList { get; }

    /// <summary>An entry of the raw error list could not be allocated.</summary>
    public TruthTable<B, N> Unreliable { get; }

    /// <summary>How many references drivers hold.</summary>
    public NumberTable<B, N> PinCount { get; }

    /// <summary>Page of the struct page that the driver of a pin holds.</summary>
    public NumberTable<B, N> PinPage { get; }

    /// <summary>Slot of the struct page that the driver of a pin holds.</summary>
    public NumberTable<B, N> PinSlot { get; }

    /// <summary>Truth: this base page has failed and <c>memory_failure()</c> was called for it.</summary>
    public TruthTable<B, N> Bad { get; }

    /// <summary>Truth: memory failure found a user of the base page and told him.</summary>
    public TruthTable<B, N> Struck { get; }

    /// <summary>Truth: the base page of a plain folio is with a user.</summary>
    public TruthTable<B, N> Lent { get; }

    /// <summary>Program counter of memory failure: <see cref="Failure"/>.</summary>
    public NumberTable<B, N> FailureStage { get; }

    /// <summary>Folio of the page that memory failure handles.</summary>
    public NumberTable<B, N> FailureFolio { get; }

    /// <summary>Its vmemmap page.</summary>
    public NumberTable<B, N> FailurePage { get; }

    /// <summary>Its slot.</summary>
    public NumberTable<B, N> FailureSlot { get; }

    /// <summary>Program counter of the speculative reader of this folio's struct pages. Readers change nothing, so one per folio stands for any number.</summary>
    public NumberTable<B, N> ReaderStage { get; }

    /// <summary>Truth: since the reader's first load the folio has been one and the same compound page.</summary>
    public TruthTable<B, N> ReaderLive { get; }

    /// <summary>Page of the struct page that the reader asks about.</summary>
    public NumberTable<B, N> ReaderPage { get; }

    /// <summary>Its slot.</summary>
    public NumberTable<B, N> ReaderSlot { get; }

    /// <summary>The folio whose head the reader's <c>compound_head()</c> returns, or nobody where it returns a tail.</summary>
    public NumberTable<B, N> ReaderHead { get; }

    /// <summary>Truth: a store went to a tail page through a shared or read-only translation.</summary>
    public TruthTable<B, N> StrayStore { get; }

    /// <summary>Truth: a driver's reference was taken or dropped on something that is not the head.</summary>
    public TruthTable<B, N> LostReference { get; }
}
