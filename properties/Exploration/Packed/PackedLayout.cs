using System.Numerics;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>
/// Where each cell of a state lies in a few 64-bit words. A cell has 1, 2, 4, 8, ... bits, as the range of its table asks for, and lies at a multiple
/// of its width: no cell straddles two words, and a cell's position is a multiple and a sum.
/// </summary>
public sealed class PackedLayout
{
    private readonly PackedTable[] tables;

    /// <summary>Places the cells of all tables, the widest first.</summary>
    public PackedLayout(IReadOnlyList<TableLayout> layouts, Scope scope)
    {
        tables = new PackedTable[layouts.Count];
        var bits = 0;
        foreach (var layout in layouts.OrderByDescending(layout => WidthOf(layout, scope)).ThenBy(layout => layout.Number))
        {
            var width = WidthOf(layout, scope);
            tables[layout.Number] = new PackedTable(layout, layout.Values?.Low(scope) ?? 0, layout.Values?.High(scope) ?? 1, width, bits);
            bits += width * layout.Length;
        }
        Words = Math.Max(1, (bits + 63) / 64);
    }

    /// <summary>Words of one state.</summary>
    public int Words { get; }

    internal IReadOnlyList<PackedTable> Tables => tables;

    internal PackedTable this[string name] => Array.Find(tables, table => table.Layout.Name == name)
        ?? throw new InvalidOperationException($"There is no table '{name}'.");

    /// <summary>The words of a state with these cells.</summary>
    /// <exception cref="InvalidOperationException">a cell holds a value that its table does not declare.</exception>
    public ulong[] Pack(ReadOnlySpan<int> cells)
    {
        var words = new ulong[Words];
        Pack(cells, words);
        return words;
    }

    /// <summary>Packs the cells of a state.</summary>
    /// <exception cref="InvalidOperationException">a cell holds a value that its table does not declare.</exception>
    public void Pack(ReadOnlySpan<int> cells, Span<ulong> words)
    {
        words.Clear();
        foreach (var table in tables)
        {
            for (var i = 0; i < table.Layout.Length; i++)
            {
                var (value, position) = (cells[table.Layout.Offset + i], table.FirstBit + i * table.Width);
                if (value < table.Low || value > table.High)
                {
                    throw table.OutOfRange(value);
                }
                words[position >> 6] |= (ulong)(value - table.Low) << (position & 63);
            }
        }
    }

    /// <summary>Unpacks the words of a state.</summary>
    public void Unpack(ReadOnlySpan<ulong> words, Span<int> cells)
    {
        foreach (var table in tables)
        {
            for (var i = 0; i < table.Layout.Length; i++)
            {
                var position = table.FirstBit + i * table.Width;
                cells[table.Layout.Offset + i] = (int)(words[position >> 6] >> (position & 63) & table.Mask) + table.Low;
            }
        }
    }

    private static int WidthOf(TableLayout layout, Scope scope)
    {
        var values = layout.Values is null ? 2u : (uint)(layout.Values.High(scope) - layout.Values.Low(scope) + 1);
        return values <= 1 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)BitOperations.Log2(values - 1) + 1);
    }
}

/// <summary>The cells of one table within the words of a state.</summary>
/// <param name="Layout">the table.</param>
/// <param name="Low">least value.</param>
/// <param name="High">greatest value.</param>
/// <param name="Width">bits of a cell: 0, where there is one value only, or a power of two.</param>
/// <param name="FirstBit">position of the first cell, a multiple of the width.</param>
internal sealed record PackedTable(TableLayout Layout, int Low, int High, int Width, int FirstBit)
{
    public ulong Mask => Width == 0 ? 0 : ulong.MaxValue >> 64 - Width;

    public InvalidOperationException OutOfRange(int value) =>
        new($"The table '{Layout.Name}' holds values from {Low} to {High}, but a step of the model gave it {value}.");
}
