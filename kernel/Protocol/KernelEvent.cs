namespace Vmemmap.Kernel.Protocol;

/// <summary>One thing that happened in the child: a line that it wrote.</summary>
public abstract record KernelEvent
{
    /// <summary>The address in the child's program of the code that did it, or 0 where none is told.</summary>
    public ulong Pc { get; init; }
}

/// <summary>The machine is made: the first frame of the memory map's pool, how many frames are in it, and how many vmemmap pages are mapped to the first of them, one to each.</summary>
public sealed record MachineMade(int FirstFrame, int Frames, int Pages) : KernelEvent;

/// <summary>All is prepared, calls begin.</summary>
public sealed record CallsBegin : KernelEvent;

/// <summary>Struct pages in a frame have other contents than before: all <paramref name="Count"/> of them from <paramref name="Slot"/> on have these words.</summary>
public sealed record SlotsStored(int Frame, int Slot, int Count, IReadOnlyList<ulong> Words) : KernelEvent;

/// <summary>The page table entry of a vmemmap page of the machine was changed.</summary>
public sealed record EntryStored(int Page, int Frame, bool IsWritable) : KernelEvent;

/// <summary>A huge entry of the page table was replaced by a table in this frame; the entries of the pages from <paramref name="Page"/> on are in it.</summary>
public sealed record TableInstalled(int Page, int Frame) : KernelEvent;

/// <summary>The translations of so many vmemmap pages were flushed.</summary>
public sealed record Flushed(int Page, int Count) : KernelEvent;

/// <summary>A frame was allocated, or none where the allocation failed.</summary>
public sealed record FrameAllocated(int? Frame) : KernelEvent
{
    /// <summary>It will be mapped by a vmemmap page that is shown, where not all are.</summary>
    public bool IsShown { get; init; }

    /// <summary>It becomes the frame of tails of the zone, for hugepages of some size.</summary>
    public bool IsOfZone { get; init; }

    /// <summary>A frame of tails is made of it, for hugepages of the size that is shown: it becomes that of the zone, or is freed as another one has.</summary>
    public bool IsForTails { get; init; }
}

/// <summary>Something is stored to a frame for the first time since it was allocated. What, is told when a struct page is mapped to it.</summary>
public sealed record FrameWritten(int Frame) : KernelEvent;

/// <summary>A frame was given to the buddy allocator.</summary>
public sealed record FrameFreed(int Frame) : KernelEvent;

/// <summary>This frame is from now on the one that all hugepages of the zone share.</summary>
public sealed record ZoneTailMade(int Frame) : KernelEvent
{
    /// <summary>Those of the size that blocks are demoted to.</summary>
    public bool IsOfParts { get; init; }
}

/// <summary>A call begins.</summary>
public sealed record CallBegun(Call Call) : KernelEvent;

/// <summary>A call returns. <paramref name="Result"/>: what the kernel's function returned, or the block that it chose; <see cref="Call.NotNow"/> where there was nothing to call it for.</summary>
public sealed record CallReturned(Call Call, int Result) : KernelEvent;

/// <summary><c>hugetlb_vmemmap_optimize()</c> or <c>hugetlb_vmemmap_restore()</c> of a block is entered.</summary>
public sealed record OperationEntered(bool IsOptimise, int Block) : KernelEvent;

/// <summary>It is left, with this result.</summary>
public sealed record OperationLeft(bool IsOptimise, int Block, int Result) : KernelEvent;

/// <summary>The page allocator has a block again, and begins to make ordinary pages of it.</summary>
public sealed record BlockFreeing(int Block) : KernelEvent;

/// <summary>The page allocator has given a block out, to be made a hugepage.</summary>
public sealed record BlockPreparing(int Block) : KernelEvent;

/// <summary>It is made a hugepage of, and waits for the others of its batch.</summary>
public sealed record BlockPrepared(int Block) : KernelEvent;

/// <summary>The page allocator has made ordinary pages of a block, or has found bad pages in it and keeps it from whoever might want it.</summary>
public sealed record BlockFreed(int Block, bool IsRefused) : KernelEvent;

/// <summary>A hugepage is taken into use, or its user begins to give it back.</summary>
public sealed record UserChanged(int Block, bool Holds) : KernelEvent;

/// <summary>The user of a hugepage has mapped it, or it is mapped no longer.</summary>
public sealed record MappingChanged(int Block, bool IsMapped) : KernelEvent;

/// <summary>Memory failure has unmapped a hugepage, and left an entry that tells its user of the error.</summary>
public sealed record UserTold(int Block) : KernelEvent;

/// <summary>The block was taken out of the pool, under <c>hugetlb_lock</c>, and put on a list of hugepages that are to be freed.</summary>
public sealed record BlockRemoved(int Block) : KernelEvent;

/// <summary><c>hugetlb_lock</c> is taken, or released.</summary>
public sealed record HugetlbLock(bool IsTaken) : KernelEvent;

/// <summary>A reader's <c>compound_head()</c> returned the struct page with this index in the block that it asked about.</summary>
public sealed record LookupAnswered(long Index) : KernelEvent;

/// <summary>The raw error list of a hugepage is another than before: what is in it follows, an event each.</summary>
public sealed record RawErrorsRead(int Block) : KernelEvent;

/// <summary>The raw error list of a hugepage has this base page.</summary>
public sealed record RawErrorRead(int Block, int Index) : KernelEvent;

/// <summary><c>num_poisoned_pages</c>, as <c>memory_failure()</c> or <c>unpoison_memory()</c> leaves it.</summary>
public sealed record PoisonedPagesRead(int Pages) : KernelEvent;

/// <summary><c>free_huge_pages</c>, <c>resv_huge_pages</c>, <c>nr_huge_pages</c> and <c>surplus_huge_pages</c> of the size of blocks, as a hold of <c>hugetlb_lock</c> leaves them.</summary>
public sealed record PoolRead(int Free, int Reserved, int All, int Surplus) : KernelEvent;

/// <summary>A reader's <c>compound_head()</c> loads a word of a struct page in a vmemmap page of the machine, from the frame that its CPU translates the page to.</summary>
public sealed record WordLoaded(int Page, int Slot, int Word, int Frame) : KernelEvent;

/// <summary>From now on the other actor runs.</summary>
public sealed record ActorRuns(int Actor) : KernelEvent;

/// <summary>The running actor is at this point of a race; what was told before it has happened.</summary>
public sealed record AtPoint(int Point) : KernelEvent;

/// <summary>A race is over: the actors passed so many points.</summary>
public sealed record PointsPassed(int First, int Second) : KernelEvent;

/// <summary>The kernel, the CPU or the harness complains.</summary>
public sealed record Complaint(ComplaintKind Kind, string Words) : KernelEvent
{
    /// <summary>The vmemmap page of the machine that a faulting access went to.</summary>
    public int Page { get; init; } = -1;

    /// <summary>The slot in it.</summary>
    public int Slot { get; init; } = -1;
}

/// <summary>What is wrong beyond what a state can show.</summary>
public enum ComplaintKind
{
    /// <summary>WARN(): the run goes on.</summary>
    Warning,

    /// <summary>BUG().</summary>
    Bug,

    /// <summary>A store to a struct page whose entry does not allow it.</summary>
    Oops,

    /// <summary>An access to an address that is no memory.</summary>
    WildAccess,

    /// <summary>A frame or a block was freed that is free.</summary>
    DoubleFree,

    /// <summary>Each actor waits for the other, or for itself.</summary>
    Deadlock,

    /// <summary>The child was ended by a signal: it ran too long, as a rule.</summary>
    Died,

    /// <summary>The kernel's code called a function that the harness has none for: nothing is said of the kernel.</summary>
    Unmodelled,

    /// <summary>The harness itself is at fault: nothing is said of the kernel.</summary>
    Fault,
}
