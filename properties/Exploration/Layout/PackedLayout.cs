using System.Numerics;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Layout;

/// <summary>
/// Where each cell of a state lies in a few 64-bit words. A cell has 1, 2, 4, 8, ... bits, as the range of its table asks for, and lies at a multiple
/// of its width: no cell straddles two words, and a cell's position is a sum of multiples.
/// </summary>
public sealed class PackedLayout
{
    private readonly PackedTable[] tables;
    private readonly Dictionary<Index, PackedRecords> records = [];
    private int bits;

    /// <summary>Places the cells of all tables.</summary>
    /// <param name="layouts">the tables.</param>
    /// <param name="scope">the sizes.</param>
    /// <param name="inRecords">
    /// What the tables say of one folio stands together, and of one frame, so that either moves as a whole; else each table stands by itself, which takes less room.
    /// </param>
    public PackedLayout(IReadOnlyList<TableLayout> layouts, Scope scope, bool inRecords = false)
    {
        tables = [.. layouts.Select(layout => new PackedTable(layout))];
        Index[] grouped = inRecords ? [Index.Folio, Index.Frame] : [];
        foreach (var (index, group) in grouped.Select(index => (index, tables.Where(table => IsOf(table, index)).ToList())).OrderByDescending(g => SizeOf(g.Item2)))
        {
            var size = SizeOf(group);
            records[index] = Place(group, scope.Count(index), size, size);
        }
        foreach (var table in WidestFirst(tables.Where(table => !grouped.Any(index => IsOf(table, index)))))
        {
            Place([table], table.Layout.Indices.Count == 0 ? 1 : scope.Count(table.Layout.Indices[0]), table.Width * table.Layout.RowLength, table.Width);
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
                var (value, position) = (cells[table.Layout.Offset + i], table.PositionOf(i));
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
                var position = table.PositionOf(i);
                cells[table.Layout.Offset + i] = (int)(words[position >> 6] >> (position & 63) & table.Mask) + table.Low;
            }
        }
    }

    /// <summary>What is said of each folio, or of each frame: in a layout in records.</summary>
    internal PackedRecords RecordsOf(Index index) => records[index];

    private PackedRecords Place(List<PackedTable> group, int count, int size, int alignment)
    {
        var unit = Math.Clamp(alignment, 1, 64);
        bits = (bits + unit - 1) / unit * unit;
        var placed = new PackedRecords(bits, size);
        var offset = 0;
        foreach (var table in WidestFirst(group))
        {
            table.Place(bits + offset, placed.Bits);
            offset += table.Width * table.Layout.RowLength;
        }
        bits += count * placed.Bits;
        return placed;
    }

    // A power of two within a word, or whole words.
    private static int SizeOf(IEnumerable<PackedTable> group)
    {
        var size = group.Sum(table => table.Width * table.Layout.RowLength);
        return size > 64 ? (size + 63) / 64 * 64 : (int)BitOperations.RoundUpToPowerOf2((uint)size);
    }

    private static IEnumerable<PackedTable> WidestFirst(IEnumerable<PackedTable> tables) =>
        tables.OrderByDescending(table => table.Width).ThenBy(table => table.Layout.Number);

    private static bool IsOf(PackedTable table, Index index) => table.Layout.Indices.Count > 0 && table.Layout.Indices[0] == index;
}
