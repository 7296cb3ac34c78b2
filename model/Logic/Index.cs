namespace Vmemmap.Model.Logic;

/// <summary>What an index of a table, a parameter of a step or a quantified variable of an invariant ranges over.</summary>
public enum Index
{
    /// <summary>A hugepage-sized, naturally aligned block of base pages, whether it is a hugepage at the moment or not.</summary>
    Folio,

    /// <summary>A vmemmap page of a folio: one page of virtual memory full of struct pages; 0 holds the head.</summary>
    Page,

    /// <summary>The place of one struct page within a vmemmap page. (Folio, page, slot) also names the base page that the struct page describes.</summary>
    Slot,

    /// <summary>A physical frame that holds, held or may hold struct pages.</summary>
    Frame,

    /// <summary>A position in the list of frames of a running operation.</summary>
    Entry,

    /// <summary>A reference that a driver holds on a folio through one of its struct pages.</summary>
    Pin,
}

/// <summary>One value for each <see cref="Index"/>: the parameters of a step or the variables of an invariant. What is not declared is not read.</summary>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public readonly record struct At<N>(N Folio, N Page, N Slot, N Frame, N Entry, N Pin)
{
    /// <summary>The value of one index.</summary>
    public N this[Index index] => index switch
    {
        Index.Folio => Folio,
        Index.Page => Page,
        Index.Slot => Slot,
        Index.Frame => Frame,
        Index.Entry => Entry,
        _ => Pin,
    };

    /// <summary>The same values but one.</summary>
    public At<N> With(Index index, N value) => index switch
    {
        Index.Folio => this with { Folio = value },
        Index.Page => this with { Page = value },
        Index.Slot => this with { Slot = value },
        Index.Frame => this with { Frame = value },
        Index.Entry => this with { Entry = value },
        _ => this with { Pin = value },
    };
}
