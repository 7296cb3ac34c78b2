using Vmemmap.Model.Logic;

namespace Vmemmap.Model.Designs;

/// <summary>How <c>compound_head()</c> finds the head of a tail.</summary>
public enum LookupRule
{
    /// <summary>The pointer of the struct page itself; a struct page without it is its own head.</summary>
    Pointer,

    /// <summary>v5.18: a page-aligned struct page with PG_head may be a fake head; <c>page[1]</c> tells.</summary>
    FakeHead,

    /// <summary>As <see cref="FakeHead"/>, but <c>page[1]</c> is asked whatever PG_head says.</summary>
    NextPage,
}

/// <summary>How memory failure records an error in a hugetlb page and how the record becomes a flag of the bad page.</summary>
public enum FailureRule
{
    /// <summary>v5.9 with the RFC: flag of the head without a lock; dissolve moves it to the raw page through the alias, before the restore.</summary>
    Alias,

    /// <summary>v5.14: flag of the head without a lock; dissolve moves it to the one page it was told of, after the restore.</summary>
    HeadFlag,

    /// <summary>v5.18: as v5.14, but flag and test under <c>hugetlb_lock</c>; busy hugepages are not recorded.</summary>
    HeadFlagLocked,

    /// <summary>v6.1 and later: flag of the head and a list of raw errors under <c>hugetlb_lock</c>, with our corrections.</summary>
    RawList,
}

/// <summary>A refutation that a design is known for.</summary>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Reason">the bug, with mail or commit where there is one.</param>
public sealed record Expectation(string Invariant, string Reason);

/// <summary>One way to optimise vmemmap: everything in which the designs differ.</summary>
public sealed record Design
{
    /// <summary>Unique name, a slug.</summary>
    public required string Name { get; init; }

    /// <summary>One line for readers.</summary>
    public required string Title { get; init; }

    /// <summary>Mails and commits that define it.</summary>
    public required string Source { get; init; }

    /// <summary>R: vmemmap pages of a hugepage that keep their frames. The tail pages after them share the frame of the last one kept.</summary>
    public required int KeptPages { get; init; }

    /// <summary>Shared tail pages stay mapped writable.</summary>
    public bool TailsWritable { get; init; }

    /// <summary>How heads are found.</summary>
    public LookupRule Lookup { get; init; }

    /// <summary>A frame copied for a restored tail page begins with a head, so its first struct pages are reset.</summary>
    public bool ResetsCopies { get; init; }

    /// <summary>Optimise allocates (a page table to split a huge mapping) while it walks, and can fail half-way.</summary>
    public bool OptimiseCanFail { get; init; }

    /// <summary>Frames for a restore are allocated without __GFP_NOFAIL.</summary>
    public bool RestoreCanFail { get; init; }

    /// <summary>The folio gets its hugetlb type before its tails are remapped, and no page of it may carry an old poison flag then.</summary>
    public bool TypeBeforeOptimise { get; init; }

    /// <summary>The hugetlb type stays until the tails are restored.</summary>
    public bool TypeUntilRestored { get; init; }

    /// <summary>The reference count is 0 while tails are remapped; else the operation itself holds a reference.</summary>
    public bool FrozenWhileRemapped { get; init; }

    /// <summary>How memory errors are recorded.</summary>
    public required FailureRule Memory { get; init; }

    /// <summary>Verdicts other than "proved" that the design is known for.</summary>
    public IReadOnlyList<Expectation> Refuted { get; init; } = [];

    /// <summary>The scope in which counterexamples are looked for: the least in which every step of the design can be taken.</summary>
    public Scope SmallScope
    {
        get
        {
            var pages = OptimiseCanFail ? KeptPages + 2 : KeptPages + 1;
            return new(Folios: 1, pages, Slots: 2, Frames: pages, Pins: 1, ResetCount: ResetsCopies ? 1 : 0, SpecialSlot: ResetsCopies ? 0 : 1);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
