using System.Numerics;
using Vmemmap.Model.Concrete;

namespace Vmemmap.Properties.Exploration.Layout;

/// <summary>The cells of one table within the words of a state.</summary>
/// <param name="layout">the table.</param>
internal sealed class PackedTable(TableLayout layout)
{
    private int rowStride;

    public TableLayout Layout => layout;

    /// <summary>Least value.</summary>
    public int Low => layout.Low;

    /// <summary>Greatest value.</summary>
    public int High => layout.High;

    /// <summary>Bits of a cell: 0, where there is one value only, or a power of two.</summary>
    public int Width { get; } = layout.Low == layout.High ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)BitOperations.Log2((uint)(layout.High - layout.Low)) + 1);

    /// <summary>Position of the first cell, a multiple of the width.</summary>
    public int FirstBit { get; private set; }

    public ulong Mask => Width == 0 ? 0 : ulong.MaxValue >> 64 - Width;

    /// <summary>Says where it lies; where there is nothing to store, anywhere.</summary>
    /// <param name="firstBit">position of the first cell.</param>
    /// <param name="bits">from one first index to the next.</param>
    public void Place(int firstBit, int bits) => (FirstBit, rowStride) = Width == 0 ? (0, 0) : (firstBit, bits);

    /// <summary>Bits from one cell to the one whose index on an axis is greater by one.</summary>
    public int Stride(int axis) => axis == 0 ? rowStride : Width * layout.Stride(axis);

    /// <summary>The position of a cell, counted from the table's first.</summary>
    public int PositionOf(int cell) => FirstBit + cell / layout.RowLength * rowStride + cell % layout.RowLength * Width;

    public InvalidOperationException OutOfRange(int value) =>
        new($"The table '{layout.Name}' holds values from {Low} to {High}, but a step of the model gave it {value}.");
}
