namespace Vmemmap.Model.Parts;

/// <summary>
/// One version of one kernel function: its steps, in the order of its code; a <see cref="KernelFunctionAttribute"/> says which. A design is a list of parts. What a proof says
/// of a part stands in a file of its own (<c>X.Proof.cs</c> beside <c>X.cs</c>) and need not be believed.
/// </summary>
public abstract partial record Part
{
    /// <summary>The control points that its steps begin at or go to.</summary>
    public abstract IReadOnlyList<ControlPoint> Visits { get; }

    /// <summary>Who does its steps: but those that begin at control points of another actor are that actor's, unless it is somebody without any.</summary>
    public virtual Performer Performer => Performer.Operation;

    /// <summary>Tail pages that a hugepage must have for each of its steps to be possible.</summary>
    public virtual int TailPages => 1;

    /// <summary>The last vmemmap page must have its entry in another page table than those before for each of its steps to be possible.</summary>
    public virtual bool NeedsPageTables => false;

    /// <summary>What is copied for a restored tail page begins with the head where the shared frame does, and it leaves it so: no struct page is reset.</summary>
    public virtual bool LeavesCopies => false;

    /// <summary>Its walk begins with the head's page and gives that another frame too, though tail pages are mapped to the one that it has.</summary>
    public virtual bool RollsBackHead => false;

    /// <summary>It asks whether a memory map lies in the memory that it describes, so some may.</summary>
    public virtual bool AsksSelfHosted => false;

    /// <summary><c>flush_tlb_all()</c> does nothing: a remap may be over while CPUs translate as before.</summary>
    public virtual bool FlushAllIsEmpty => false;

    /// <summary>The architecture wants an entry that is valid to be made invalid, and flushed, before it names another frame.</summary>
    public virtual bool NeedsBreakBeforeMake => false;

    /// <summary>Entries are changed so, with nobody there who would find them invalid.</summary>
    public virtual bool BreaksBeforeMake => false;

    /// <summary>Release, file and function that it was read in for the design that it is of, where that is another than <see cref="KernelFunctionAttribute"/> cites.</summary>
    public string? ReadIn { get; init; }

    /// <summary>See <see cref="Shape.LeavesCounts"/>.</summary>
    public virtual bool LeavesCounts => false;

    /// <summary>See <see cref="Shape.CopiesLastTail"/>.</summary>
    public virtual bool CopiesLastTail => false;

    /// <summary>See <see cref="Shape.LosesFlaggedPages"/>.</summary>
    public virtual bool LosesFlaggedPages => false;

    /// <summary>See <see cref="Shape.Reserves"/>.</summary>
    public virtual bool Reserves => false;

    /// <summary>It has <c>hugetlb_lock</c> from when the type of a hugepage goes until the last of its errors has become a flag.</summary>
    public virtual bool HoldsLockWhileErrorsMove => false;

    /// <summary>Several CPUs may be in the middle of it at once.</summary>
    public virtual bool IsConcurrent => false;

    /// <summary>Frames that must be there besides those of the hugepages for each of its steps to be possible.</summary>
    public virtual int SpareFrames => 0;

    /// <summary>Without these it does nothing but fail.</summary>
    public virtual bool NeedsSpareFrames => false;

    /// <summary>The steps.</summary>
    /// <param name="parts">the parts of the same design: functions that this one calls.</param>
    public abstract IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}

/// <summary>Which version of which kernel function a part is.</summary>
/// <param name="function">the kernel function, or who else acts.</param>
/// <param name="source">release or commit, and file, that this version was read in.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KernelFunctionAttribute(string function, string source) : Attribute
{
    /// <summary>The kernel function, or who else acts.</summary>
    public string Function => function;

    /// <summary>Release or commit, and file, that this version was read in; where a parameter of the part decides, that of either version.</summary>
    public string Source => source;
}

/// <summary>How memory failure writes an error down in a design.</summary>
public abstract record ErrorRecord : Part
{
    /// <summary>Memory failure looks the head of its page up, tests its type and writes the error down under one hold of <c>hugetlb_lock</c>.</summary>
    public abstract bool IsUnderLock { get; }

    /// <summary>An error is counted in <c>num_poisoned_pages</c> as soon as it is recorded (up to v5.18); else when memory failure is done with it, whatever has become of it: <c>action_result()</c>.</summary>
    public abstract bool CountsFirst { get; }

    /// <summary>The hugepage remembers this page among its bad ones.</summary>
    public abstract B Remembers<B, N>(State<B, N> s, N folio, N page, N slot)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}
