namespace Vmemmap.Model.Control;

/// <summary>Whose program counter a control point is a value of.</summary>
public enum Actor
{
    /// <summary>The one operation that works on a folio: creation, optimise, restore, dissolve, and the life in between.</summary>
    Hugepage,

    /// <summary>The call of <c>memory_failure()</c> whose step is next: the only one, where <c>mf_mutex</c> admits one.</summary>
    MemoryFailure,

    /// <summary>The speculative reader of a folio's struct pages.</summary>
    Reader,
}

/// <summary>What everybody can see at a control point, in the order in which points are numbered.</summary>
public enum Phase
{
    /// <summary>No hugepage: the struct pages are those of ordinary base pages. Of other actors: nothing is going on.</summary>
    Plain,

    /// <summary>Memory for a hugepage, set aside at boot: nobody but the boot code knows of it, and its struct pages are not there yet, or are nobody's.</summary>
    Boot,

    /// <summary>Heads and tails are being written, or unwritten.</summary>
    Writing,

    /// <summary>A compound page whose mapping nobody is changing.</summary>
    Settled,

    /// <summary>A compound page between the first and the last step of an optimise or a restore.</summary>
    Remapped,

    /// <summary>Memory failure is called and has not yet written the error down.</summary>
    Reporting,

    /// <summary>Memory failure has written the error down, or a reader has begun.</summary>
    Working,
}

/// <summary>What a hugepage is in the middle of at a control point: so that something can be said of all of its points, whatever steps a version of it has.</summary>
public enum Remap
{
    /// <summary>Nothing of these.</summary>
    None,

    /// <summary><c>hugetlb_vmemmap_optimize()</c>.</summary>
    Optimise,

    /// <summary><c>hugetlb_vmemmap_restore()</c>.</summary>
    Restore,
}

/// <summary>How the walk over vmemmap pages ends that goes on at a control point.</summary>
public enum PageWalk
{
    /// <summary>There is no walk.</summary>
    None,

    /// <summary>At the last page.</summary>
    ToTheEnd,

    /// <summary>Where the walk was told to end.</summary>
    ToItsEnd,
}

/// <summary>Where the code of an actor has got to: a value of its program counter. What holds there, a proof may say; a point says only what it is.</summary>
/// <param name="Actor">whose point it is.</param>
/// <param name="Name">what it is called in stories and guards; unique among the points of its actor.</param>
/// <param name="Phase">what everybody can see there.</param>
public sealed record ControlPoint(Actor Actor, string Name, Phase Phase)
{
    private static int created;

    /// <summary>The walk that goes on there: the folio's cursor says where it is.</summary>
    public PageWalk Walk { get; init; }

    /// <summary>What the hugepage is in the middle of there.</summary>
    public Remap Remap { get; init; }

    /// <summary>Memory failure is between the first load of its <c>compound_head(p)</c> and what it does with the answer; from v5.18 on under <c>hugetlb_lock</c>.</summary>
    public bool IsLookup { get; init; }

    /// <summary>Memory failure holds <c>hugetlb_lock</c> there, when it has written the error down.</summary>
    public bool HoldsLock { get; init; }

    /// <summary>The head's page is copied and its entry not yet changed: what is stored to it is not in the copy.</summary>
    public bool IsHeadCopied { get; init; }

    /// <summary>The hugepage counts as optimised no longer, though it is in the middle of a restore: <c>static_branch_dec(&amp;hugetlb_optimize_vmemmap_key)</c>.</summary>
    public bool IsUncounted { get; init; }

    /// <summary>The hugepage is being made of memory that was set aside at boot, and is on no list of hugetlb yet.</summary>
    public bool IsAtBoot { get; init; }

    /// <summary>A number of its own, so that its place in a machine is found without comparing names.</summary>
    internal int Id { get; } = Interlocked.Increment(ref created) - 1;

    /// <summary>What a guard says whose step begins here.</summary>
    public string Says => Actor switch
    {
        Actor.Hugepage => $"stage is '{Name}'",
        Actor.MemoryFailure => $"memory failure is '{Name}'",
        _ => $"the reader is '{Name}'",
    };

    /// <inheritdoc/>
    public bool Equals(ControlPoint? other) => other is not null && (Actor, Name) == (other.Actor, other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Actor, Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
