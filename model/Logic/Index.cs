using System.Runtime.CompilerServices;

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
[InlineArray(Length)]
public struct At<N> : IEquatable<At<N>>
{
    /// <summary>How many indices there are.</summary>
    public const int Length = (int)Index.Pin + 1;

    private N first;

    /// <summary>The folio.</summary>
    public N Folio { readonly get => this[Index.Folio]; init => first = value; }

    /// <summary>The vmemmap page.</summary>
    public readonly N Page => this[Index.Page];

    /// <summary>The slot.</summary>
    public readonly N Slot => this[Index.Slot];

    /// <summary>The frame.</summary>
    public readonly N Frame => this[Index.Frame];

    /// <summary>The position in a list.</summary>
    public readonly N Entry => this[Index.Entry];

    /// <summary>The pin.</summary>
    public readonly N Pin => this[Index.Pin];

    /// <summary>The value of one index.</summary>
    public readonly N this[Index index] => this[(int)index];

    /// <summary>The same values but one.</summary>
    public readonly At<N> With(Index index, N value)
    {
        var changed = this;
        changed[(int)index] = value;
        return changed;
    }

    /// <summary>The same values in another meaning.</summary>
    public readonly At<M> Select<M>(Func<N, M> convert)
    {
        ArgumentNullException.ThrowIfNull(convert);
        var converted = default(At<M>);
        for (var i = 0; i < Length; i++)
        {
            converted[i] = convert(this[i]);
        }
        return converted;
    }

    /// <inheritdoc/>
    public readonly bool Equals(At<N> other) => ((ReadOnlySpan<N>)this).SequenceEqual(other, EqualityComparer<N>.Default);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is At<N> other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in (ReadOnlySpan<N>)this)
        {
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    /// <summary>The same values.</summary>
    public static bool operator ==(At<N> left, At<N> right) => left.Equals(right);

    /// <summary>Some value differs.</summary>
    public static bool operator !=(At<N> left, At<N> right) => !left.Equals(right);

    /// <inheritdoc/>
    public override readonly string ToString()
    {
        var values = this;
        return string.Join(", ", Enum.GetValues<Index>().Select(index => $"{index} {values[index]}"));
    }
}
