using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Lemmas;

/// <summary>A CPU still translates a vmemmap page of the hugepage to a frame that it was mapped to before: where that says something of a folio and a frame at once.</summary>
/// <param name="IsTail">a page other than that of the head.</param>
public sealed record StillTranslated(bool IsTail) : Claim
{
    /// <inheritdoc/>
    public override IReadOnlyList<Index> Indices => IsTail ? [Index.Folio, Index.Page, Index.Frame] : [Index.Folio, Index.Frame];

    /// <inheritdoc/>
    public override string Code => IsTail ? "s.Stale[x.Folio, x.Page, x.Frame] & x.Page >= 1" : "s.Stale[x.Folio, 0, x.Frame]";

    /// <inheritdoc/>
    public override string Words => $"a CPU still translates {(IsTail ? "another page" : "the page of the head")} to a frame";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x) => IsTail ? s.Stale[x.Folio, x.Page, x.Frame] & x.Page >= 1 : s.Stale[x.Folio, 0, x.Frame];
}

/// <summary>A word of the first struct page in that frame.</summary>
/// <param name="Property">the table of the word, by its property of the state.</param>
/// <param name="Value">what it is; null: it names the hugepage itself.</param>
public sealed record FirstWord(string Property, int? Value) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.{Property}[x.Frame, 0] == {(Value is { } value ? $"{value}" : "x.Folio")}";

    /// <inheritdoc/>
    public override string Words => $"{Property} of the first struct page there is {(Value is { } value ? $"{value}" : "the hugepage")}";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x)
    {
        var word = TableOf<NumberTable<B, N>, B, N>(s, Property)[x.Frame, 0];
        return Value is { } value ? word == value : word == x.Folio;
    }
}

/// <summary>A flag of the first struct page in that frame.</summary>
/// <param name="Property">the table of the flag, by its property of the state.</param>
/// <param name="IsSet">it is set, or it is not.</param>
public sealed record FirstFlag(string Property, bool IsSet) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"{(IsSet ? "" : "!")}s.{Property}[x.Frame, 0]";

    /// <inheritdoc/>
    public override string Words => $"{(IsSet ? "" : "not ")}{Property} of the first struct page there";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x)
    {
        var isSet = TableOf<TruthTable<B, N>, B, N>(s, Property)[x.Frame, 0];
        return IsSet ? isSet : !isSet;
    }
}

/// <summary>A word of the head is the same in the frame that is next in the hugepage's list.</summary>
/// <param name="Property">the table of the word, by its property of the state.</param>
public sealed record NextHasWordOfHead(string Property) : Claim
{
    /// <inheritdoc/>
    public override string Code => $"s.{Property}[s.ListFront(x.Folio), 0] == s.{Property}[s.HeadFrame(x.Folio), 0]";

    /// <inheritdoc/>
    public override string Words => $"{Property} of its head is the same in the next frame of its list";

    /// <inheritdoc/>
    public override B Holds<B, N>(State<B, N> s, At<N> x)
    {
        var table = TableOf<NumberTable<B, N>, B, N>(s, Property);
        return table[s.ListFront(x.Folio), 0] == table[s.HeadFrame(x.Folio), 0];
    }
}
