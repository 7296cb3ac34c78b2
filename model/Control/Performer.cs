namespace Vmemmap.Model.Control;

/// <summary>Who does a step. Some have control points (<see cref="Actor"/>); the others may act at any time.</summary>
public enum Performer
{
    /// <summary>The boot code, before hugetlb has the hugepage.</summary>
    Boot,

    /// <summary>The operation that works on a hugepage.</summary>
    Operation,

    /// <summary>A call of <c>memory_failure()</c>.</summary>
    MemoryFailure,

    /// <summary>The reader that looks a head up without a reference.</summary>
    Reader,

    /// <summary>A driver that keeps a pointer to a page, and a reference.</summary>
    Driver,

    /// <summary>Somebody who goes through page frame numbers and takes references.</summary>
    Walker,

    /// <summary>Another user of memory.</summary>
    User,

    /// <summary>Somebody whose flush is for all.</summary>
    Flusher,
}
