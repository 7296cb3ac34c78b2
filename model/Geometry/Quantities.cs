using System.Globalization;

namespace Vmemmap.Model.Geometry;

/// <summary>An amount of memory, in bytes.</summary>
/// <param name="Count">bytes.</param>
public readonly record struct Bytes(long Count)
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>That many KiB.</summary>
    public static Bytes KiB(long count) => new(count << 10);

    /// <summary>That many MiB.</summary>
    public static Bytes MiB(long count) => new(count << 20);

    /// <summary>That many GiB.</summary>
    public static Bytes GiB(long count) => new(count << 30);

    /// <summary>That many TiB.</summary>
    public static Bytes TiB(long count) => new(count << 40);

    /// <summary>Whether this is 1, 2, 4, 8, ... bytes.</summary>
    public bool IsPowerOfTwo => long.IsPow2(Count);

    /// <summary>The exponent of a power of two.</summary>
    public int Log2 => (int)long.Log2(Count);

    /// <summary>Sum.</summary>
    public static Bytes operator +(Bytes left, Bytes right) => new(left.Count + right.Count);

    /// <summary>Difference.</summary>
    public static Bytes operator -(Bytes left, Bytes right) => new(left.Count - right.Count);

    /// <summary>In the largest unit of which it is a whole number: <c>2 MiB</c>, <c>56 B</c>.</summary>
    public override string ToString()
    {
        long amount = Count;
        int unit = 0;
        while (unit < Units.Length - 1 && amount != 0 && amount % 1024 == 0)
        {
            amount /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount} {Units[unit]}");
    }
}

/// <summary>A number of base pages: pieces of a hugepage that have a pfn and a struct page each.</summary>
/// <param name="Count">base pages.</param>
public readonly record struct BasePages(long Count)
{
    /// <summary>Such as <c>512 base pages</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} base pages");
}

/// <summary>A number of frames: physical memory of one base page each, here those that hold struct pages.</summary>
/// <param name="Count">frames.</param>
public readonly record struct Frames(long Count)
{
    /// <summary>Such as <c>7 frames</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} frames");
}

/// <summary>A number of things per other thing that may be less than one, kept exact.</summary>
/// <param name="Numerator">things.</param>
/// <param name="Denominator">other things.</param>
public readonly record struct Ratio(long Numerator, long Denominator)
{
    /// <summary>The ratio of two amounts of memory, in lowest terms if both are powers of two.</summary>
    public static Ratio Of(Bytes amount, Bytes per) => amount.Count >= per.Count && amount.Count % per.Count == 0
        ? new Ratio(amount.Count / per.Count, 1)
        : per.Count % amount.Count == 0 ? new Ratio(1, per.Count / amount.Count) : new Ratio(amount.Count, per.Count);

    /// <summary>As a decimal number.</summary>
    public decimal Value => (decimal)Numerator / Denominator;

    /// <summary>Such as <c>8</c> or <c>1/64</c>.</summary>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
