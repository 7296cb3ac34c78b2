namespace Vmemmap.Model.Memory;

/// <summary>What an optimised mapping looks like in a design.</summary>
/// <param name="KeptPages">R: vmemmap pages of a hugepage that keep their frames. The tail pages after them share the frame of the last one kept.</param>
/// <param name="TailsWritable">shared tail pages stay mapped writable.</param>
/// <param name="IsListFifo">the list of frames is first in, first out (3bc2b6a72596 to v6.6: list_add_tail()); else last in, first out.</param>
public sealed record Layout(int KeptPages, bool TailsWritable, bool IsListFifo)
{
    /// <summary>The shared frame begins with the head, so a copy of it does too, until its first struct pages are reset.</summary>
    public bool SharesHead => KeptPages == 1 && !IsTailOfZone;

    /// <summary>
    /// Since v7.1 (622026e87c40): the shared frame is no page of the hugepage, but one that all hugepages of a zone and an order share (<c>zone->vmemmap_tails</c>). It holds
    /// tails only, and what they have in <c>compound_info</c> is a mask of the order, the same in every hugepage.
    /// </summary>
    public bool IsTailOfZone { get; init; }

    /// <summary>
    /// NR_RESET_STRUCT_PAGE: how many struct pages of a restored tail page are overwritten with those that follow, where the copy begins with the head (e7d324850bfc: 3, the head and the two tails that carry data
    /// of the folio). Where a vmemmap page has few slots, half of them. As many would have to be where nothing resets them.
    /// </summary>
    public int ResetStructPages { get; init; } = 3;

    /// <summary>
    /// The raw error list begins in a struct page that <c>reset_struct_pages()</c> does not reset, but resets another from: 6.1 with CONFIG_CGROUP_HUGETLB, where
    /// SUBPAGE_INDEX_HWPOISON is 4 and NR_RESET_STRUCT_PAGE is 3 (include/linux/hugetlb.h, mm/hugetlb_vmemmap.c).
    /// </summary>
    public bool ListBeginsBehindReset { get; init; }
}

/// <summary>What a state must know of the machine that it is a state of: the layout, and the numbers of the control points.</summary>
/// <param name="Layout">what an optimised mapping looks like.</param>
/// <param name="Hugepage">where the operation on a folio can be.</param>
/// <param name="Failure">where memory failure can be.</param>
/// <param name="Reader">where a speculative reader can be.</param>
public sealed record Shape(Layout Layout, ControlPoints Hugepage, ControlPoints Failure, ControlPoints Reader)
{
    /// <summary>More than one call of <c>memory_failure()</c> may go on at a time.</summary>
    public bool FailuresConcur { get; init; }

    /// <summary>Flagged pages are taken off the buddy allocator: it does not look at flags when it gives pages away.</summary>
    public bool TakesOff { get; } = Failure.Find(FailurePoints.TakingOff) is not null;

    /// <summary>Free hugepages may be split into smaller ones.</summary>
    public bool Demotes { get; } = Hugepage.Find(Points.Demoted) is not null;

    /// <summary>What is split into smaller hugepages has its type, and each of them gets it as soon as it is one.</summary>
    public bool SplitsTyped { get; } = Hugepage.Find(Points.Splitting) is not null;

    /// <summary>Errors are injected, and may be taken back.</summary>
    public bool Unpoisons { get; } = Failure.Find(FailurePoints.Unpoisoning) is not null;

    /// <summary>Hugepages of the pool may be reserved, and the pool counts them: how many there are, and how many of them are free, reserved and surplus.</summary>
    public bool Reserves { get; init; }

    /// <summary>Memory failure may leave a flagged page to the buddy allocator, which does not look at flags.</summary>
    public bool LosesFlaggedPages { get; init; }

    /// <summary>The fake-head test asks a key first that counts optimised hugepages.</summary>
    public bool HasKey { get; init; }

    /// <summary><c>flush_tlb_all()</c> does nothing: CPUs may go on to translate as before a remap when that is over, and when the next one is.</summary>
    public bool FlushAllIsEmpty { get; init; }

    /// <summary>The architecture wants an entry that is valid to be made invalid, and flushed, before it names another frame.</summary>
    public bool NeedsBreakBeforeMake { get; init; }

    /// <summary>Entries are changed so: no CPU is left with an older translation.</summary>
    public bool BreaksBeforeMake { get; init; }

    /// <summary>Restored tail pages begin with a copy of the head until they are freed.</summary>
    public bool LeavesCopies { get; init; }

    /// <summary>A rollback gives the head's page, too, another frame: the one that it had is lost.</summary>
    public bool RollsBackHead { get; init; }

    /// <summary>A restored frame is filled with copies of the last struct page of the head's page, which carries no data of the folio.</summary>
    public bool CopiesLastTail { get; init; }

    /// <summary>Struct pages in the zone's frame of tails may have a count of 1 from when they were initialised at boot.</summary>
    public bool LeavesCounts { get; init; }

    /// <summary>So have their copies in restored tail pages.</summary>
    public bool CopiesCounts => LeavesCounts && !CopiesLastTail;

    /// <summary>What a rollback gives the head's page is a copy of what it has.</summary>
    public bool CopiesHeadBack => RollsBackHead && !CopiesLastTail;

    /// <summary>What a rollback gives the head's page is a frame of tails.</summary>
    public bool OverwritesHead => RollsBackHead && CopiesLastTail;

    /// <summary>A rollback overwrites frames that CPUs may still translate to.</summary>
    public bool Overwrites { get; } = Hugepage.Find(Points.RollingBack) is not null;

    /// <summary>Hugepages may begin as memory that is set aside at boot, without any struct pages: entries of the memory map may be empty, and change their permission alone.</summary>
    public bool BeginsInMemblock { get; } = Hugepage.Find(Points.Memblock) is not null;

    /// <summary>Hugepages may be in the pool before the zone's frame of tails, which they are mapped to, holds any.</summary>
    public bool MakesTailsLate { get; } = Hugepage.Find(Points.InPoolAtBoot) is not null;

    /// <summary>The compound pages are of device memory: their memory map is laid out when that is plugged in and goes with it, nothing is remapped in between, and hugetlb has none of them.</summary>
    public bool IsOfDevice { get; } = Hugepage.Find(DevicePoints.Unplugged) is not null;

    /// <summary>Entries of the memory map may be empty.</summary>
    public bool HasEmptyEntries => BeginsInMemblock || IsOfDevice;

    /// <summary>Huge mappings of vmemmap are split step by step, and others may do the same at once.</summary>
    public bool SplitsPmds { get; } = Hugepage.Find(Points.BlockRead) is not null;

    /// <summary>A memory map may lie in the memory that it describes, and who optimises asks for that.</summary>
    public bool AsksSelfHosted { get; init; }

    /// <summary>The numbers of the points of a hugepage of such memory, until it is on a list of hugetlb.</summary>
    public IReadOnlyList<(int First, int Last)> AtBoot { get; } = Hugepage.Runs(point => point.IsAtBoot);

    /// <summary>Where a restore begins.</summary>
    public ControlPoint RestoreBegins { get; } = Hugepage.Find(Points.RestoreWaits) is null ? Points.RestoreAlloc : Points.RestoreWaits;

    /// <summary>The numbers of the points of a restore.</summary>
    public IReadOnlyList<(int First, int Last)> Restoring { get; } = Hugepage.Runs(point => point.Remap == Remap.Restore);

    /// <summary>The numbers of the points where memory failure is looking up the head of its page.</summary>
    public IReadOnlyList<(int First, int Last)> LookingUp { get; } = Failure.Runs(point => point.IsLookup);

    /// <summary>Memory failure looks the head up once, under <c>hugetlb_lock</c>, which it holds until the error is recorded; else twice, without.</summary>
    public bool LooksUpUnderLock { get; } = Failure.Find(FailurePoints.SeenHugetlb) is null;

    /// <summary>The numbers of the points where memory failure has <c>hugetlb_lock</c>, if it takes that for its lookup.</summary>
    public IReadOnlyList<(int First, int Last)> HoldingLock { get; } = Failure.Runs(point => point.IsLookup || point.HoldsLock);

    /// <summary>The numbers of the points where the head's page is copied and its entry not yet changed.</summary>
    public IReadOnlyList<(int First, int Last)> HeadCopied { get; } = Hugepage.Runs(point => point.IsHeadCopied);

    /// <summary>The numbers of the points where a hugepage that is being restored counts as optimised no longer.</summary>
    public IReadOnlyList<(int First, int Last)> Uncounted { get; } = Hugepage.Runs(point => point.IsUncounted);

    /// <summary>NR_RESET_STRUCT_PAGE: struct pages that <c>reset_struct_pages()</c> overwrites in a restored frame.</summary>
    public Size ResetCount { get; } = new("ResetCount", scope => ResetIn(Layout, scope));

    /// <summary>A struct page of the head's vmemmap page that carries data of the folio, such as its order: stands for each of them.</summary>
    public Size SpecialSlot => new("SpecialSlot", scope => Layout.SharesHead ? ResetIn(Layout, scope) - 1 : Math.Min(Layout.ResetStructPages, CopiesLastTail ? scope.Slots - 1 : scope.Slots) - 1);

    /// <summary>
    /// The vmemmap page that a walk ends before whose end is the address of the head plus the number of struct pages, where their size was meant: as many pages as there are times the size of a struct page in the number of
    /// vmemmap pages, 64 of the 4096 of 1 GiB. Some tail page at least is behind it, as a struct page has more than one byte. In the small scopes it is one tail page.
    /// </summary>
    public Size CountedEnd { get; } = new("CountedEnd", scope => Math.Min(scope.Pages - 1, Math.Max(Layout.KeptPages + 1, (scope.Pages + BytesOfStructPage - 1) / BytesOfStructPage)));

    private const int BytesOfStructPage = 64;

    /// <summary>The control points of an actor.</summary>
    public ControlPoints PointsOf(Actor actor) => actor switch
    {
        Actor.Hugepage => Hugepage,
        Actor.MemoryFailure => Failure,
        _ => Reader,
    };

    private static int ResetIn(Layout layout, Scope scope) => layout.SharesHead ? Math.Min(layout.ResetStructPages, scope.Slots / 2) : 0;
}
