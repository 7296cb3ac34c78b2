using System.Numerics;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Exploration.Layout;

/// <summary>The cells of one table within the words of a state.</summary>
/// <param name="layout">the table.</param>
/// <param name="low">least value.</param>
/// <param name="high">greatest value.</param>
internal sealed class PackedTable(TableLayout layout, int low, int high)
{
    private int rowStride;

    public TableLayout Layout => layout;

    /// <summary>Least value.</summary>
    public int Low => low;

    /// <summary>Greatest value.</summary>
    public int High => high;

    /// <summary>Bits of a cell: 0, where there is one value only, or a power of two.</summary>
    public int Width { get; } = low == high ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)BitOperations.Log2((uint)(high - low)) + 1);

    /// <summary>Position of the first cell, a multiple of the width.</summary>
    public int FirstBit { get; private set; }

    public ulong Mask => Width == 0 ? 0 : ulong.MaxValue >> 64 - Width;

    public static PackedTable Of(TableLayout layout, Scope scope) => new(layout, layout.Values?.Low(scope) ?? 0, layout.Values?.High(scope) ?? 1);

    /// <summary>Says where it lies; where there is nothing to store, anywhere.</summary>
    /// <param name="firstBit">position of the first cell.</param>
    /// <param name="bits">from one first index to the next.</param>
    public void Place(int firstBit, int bits) => (FirstBit, rowStride) = Width == 0 ? (0, 0) : (firstBit, bits);

    /// <summary>Bits from one cell to the one whose index on an axis is greater by one.</summary>
    public int Stride(int axis) => axis == 0 ? rowStride : Width * layout.Stride(axis);

    /// <summary>The position of a cell, counted from the table's first.</summary>
    public int PositionOf(int cell) => FirstBit + cell / layout.RowLength * rowStride + cell % layout.RowLength * Width;

    public InvalidOperationException OutOfRange(int value) =>
        new($"The table '{layout.Name}' holds values from {low} to {high}, but a step of the model gave it {value}.");
}
