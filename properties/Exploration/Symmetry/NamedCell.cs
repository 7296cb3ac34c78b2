using Vmemmap.Model.Concrete;
using Vmemmap.Properties.Exploration.Layout;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>A cell of packed states that names a folio or a frame, or says something of both.</summary>
internal readonly struct NamedCell
{
    private readonly int position;
    private readonly int low;
    private readonly ulong mask;
    private readonly int frameStride;

    private NamedCell(PackedTable table, int cell)
    {
        var layout = table.Layout;
        var (i, j, k) = layout.IndicesOf(layout.Offset + cell);
        int[] at = [i, j, k];
        (position, low, mask) = (table.PositionOf(cell), table.Low, table.Mask);
        var axis = layout.Indices.ToList().IndexOf(Index.Frame);
        (Frame, frameStride) = axis < 0 ? (-1, 0) : (at[axis], table.Stride(axis));
    }

    /// <summary>The frame among its indices, or -1.</summary>
    public int Frame { get; }

    /// <summary>The word that it is part of.</summary>
    public int Word => position >> 6;

    /// <summary>Its bits in that word.</summary>
    public ulong Mask => mask << (position & 63);

    /// <summary>The cells of the tables that are meant.</summary>
    public static NamedCell[] In(PackedLayout layout, Func<TableLayout, bool> meant) =>
        [.. layout.Tables
            .Where(table => table.Width > 0 && meant(table.Layout))
            .SelectMany(table => Enumerable.Range(0, table.Layout.Length).Select(cell => new NamedCell(table, cell)))];

    /// <summary>The values of the table name folios.</summary>
    public static bool NamesFolio(TableLayout table) => table.Values?.Of == Index.Folio;

    /// <summary>The values of the table name frames.</summary>
    public static bool NamesFrame(TableLayout table) => table.Values?.Of == Index.Frame;

    /// <summary>The table says something of folios and frames together.</summary>
    public static bool IsOfBoth(TableLayout table) => table.Indices.Contains(Index.Folio) && table.Indices.Contains(Index.Frame);

    /// <summary>The bits of the cell.</summary>
    public ulong Bits(ulong[] words) => words[position >> 6] >> (position & 63) & mask;

    /// <summary>The value of the cell.</summary>
    public int Value(ulong[] words) => (int)Bits(words) + low;

    /// <summary>Gives the cell a new name.</summary>
    /// <param name="words">of the state.</param>
    /// <param name="names">the new name of each folio or frame; where the cell names none, nothing changes.</param>
    public void Rename(ulong[] words, int[] names)
    {
        if (Value(words) is >= 0 and var name)
        {
            ref var word = ref words[position >> 6];
            word = word & ~Mask | (ulong)(names[name] - low) << (position & 63);
        }
    }

    /// <summary>Stores what this cell holds, where that is empty, in the cell that says the same of another frame.</summary>
    public void Store(ulong[] words, ulong bits, int frame)
    {
        var target = position + (frame - Frame) * frameStride;
        words[target >> 6] |= bits << (target & 63);
    }
}
