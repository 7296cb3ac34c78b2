namespace Vmemmap.Model.Parts;

/// <summary>What an observer says that a struct page is; neither is true of an ordinary page.</summary>
/// <param name="Head">KPF_COMPOUND_HEAD.</param>
/// <param name="Tail">KPF_COMPOUND_TAIL.</param>
public readonly record struct Reported<B>(B Head, B Tail)
    where B : struct, ITruth<B>;

/// <summary>
/// What <c>/proc/kpageflags</c> says of a struct page in a design. It takes no steps, as it changes nothing and what it tells is out of date at once; what it tells of a hugepage on which nobody works is to be true.
/// </summary>
public abstract partial record Observer : Part
{
    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Visits => [];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

    /// <summary>What is reported of the struct page (folio, page, slot).</summary>
    /// <param name="lookup"><c>compound_head()</c> of the design.</param>
    /// <param name="folio">number of the folio.</param>
    /// <param name="page">vmemmap page of the folio.</param>
    /// <param name="slot">struct page of the vmemmap page.</param>
    /// <param name="words">what is loaded.</param>
    public abstract Reported<B> Report<B, N>(HeadLookup lookup, N folio, N page, N slot, Loaded<B, N> words)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}
