using Vmemmap.Properties.Exploration.Packed;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>A cell of packed states, and which folio and which frame it says something of.</summary>
internal readonly struct NamedCell
{
    private readonly int position;
    private readonly int low;
    private readonly ulong mask;
    private readonly int folioStride;
    private readonly int frameStride;

    private NamedCell(PackedTable table, int cell)
    {
        var layout = table.Layout;
        var (i, j, k) = layout.IndicesOf(layout.Offset + cell);
        int[] at = [i, j, k];
        position = table.Width == 0 ? 0 : table.FirstBit + cell * table.Width;
        (low, mask, Values) = (table.Low, table.Mask, layout.Values?.Of);
        (Folio, folioStride) = Along(Index.Folio);
        (Frame, frameStride) = Along(Index.Frame);

        (int At, int Stride) Along(Index index)
        {
            var axis = layout.Indices.ToList().IndexOf(index);
            return axis < 0 ? (-1, 0) : (at[axis], table.Width * layout.Stride(axis));
        }
    }

    /// <summary>The folio among its indices, or -1.</summary>
    public int Folio { get; }

    /// <summary>The frame among its indices, or -1.</summary>
    public int Frame { get; }

    /// <summary>What its value names, or null.</summary>
    public Index? Values { get; }

    /// <summary>The cells of a table.</summary>
    public static IEnumerable<NamedCell> Of(PackedTable table) =>
        Enumerable.Range(0, table.Layout.Length).Select(cell => new NamedCell(table, cell));

    /// <summary>The bits of the cell.</summary>
    public ulong Bits(ulong[] words) => words[position >> 6] >> (position & 63) & mask;

    /// <summary>The value of the cell.</summary>
    public int Value(ulong[] words) => (int)Bits(words) + low;

    /// <summary>Stores a value into empty words, in the cell of the same table that says the same of another folio and another frame.</summary>
    public void Store(ulong[] words, int folio, int frame, int value)
    {
        var target = position + (folio - Folio) * folioStride + (frame - Frame) * frameStride;
        words[target >> 6] |= ((ulong)(value - low) & mask) << (target & 63);
    }
}
