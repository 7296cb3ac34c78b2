namespace Vmemmap.Properties.Exploration;

/// <summary>How an exploration is done and when it stops before its end.</summary>
public sealed record ExplorerOptions
{
    /// <summary>As many states as memory holds.</summary>
    public static ExplorerOptions Default { get; } = new();

    /// <summary>States after which it stops.</summary>
    public long States { get; init; } = long.MaxValue;

    /// <summary>Bytes of memory for states after which it stops: half of what the process may have, unless another number is given.</summary>
    public long Bytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Worker threads, 0 for one per core; the result does not depend on their number.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Of the states that differ in the names of hugepages and frames only, walk one. Violations and their depths stay the same, the numbers of states
    /// and transitions are those of what is walked, and of several shortest traces another may be told.
    /// </summary>
    public bool Symmetric { get; init; }
}
