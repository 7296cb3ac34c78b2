using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>The pointer of the struct page itself; a struct page without it is its own head. include/linux/page-flags.h <c>compound_head()</c> up to v5.17.</summary>
public sealed partial record PointerLookup : HeadLookup
{
    /// <inheritdoc/>
    public override string Function => "compound_head()";

    /// <inheritdoc/>
    public override string Source => "v5.14, include/linux/page-flags.h";

    /// <inheritdoc/>
    public override IReadOnlyList<ControlPoint> Points => [ReaderPoints.Idle, ReaderPoints.Answered];

    /// <inheritdoc/>
    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [Reading.FirstLoad<B, N>(ReaderPoints.Answered), Reading.Ends<B, N>()];

    /// <inheritdoc/>
    public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words) =>
        N.If(words.CompoundHead != None.Nobody, words.CompoundHead, Reading.ItselfAsHead<B, N>(folio, page, slot));

    /// <inheritdoc/>
    public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.PgHead;

    /// <inheritdoc/>
    public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => words.CompoundHead != None.Nobody;
}
