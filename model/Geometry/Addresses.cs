using System.Globalization;

namespace Vmemmap.Model.Geometry;

/// <summary>An address of the kernel's address space.</summary>
/// <param name="Value">bytes from address 0.</param>
public readonly record struct VirtualAddress(ulong Value)
{
    /// <summary>The address that many bytes further on.</summary>
    public static VirtualAddress operator +(VirtualAddress from, Bytes distance) => new(from.Value + (ulong)distance.Count);

    /// <summary>The distance between two addresses, in bytes.</summary>
    public static Bytes operator -(VirtualAddress to, VirtualAddress from) => new((long)(to.Value - from.Value));

    /// <summary>Whether it is a multiple of a power of two.</summary>
    public bool IsAlignedTo(Bytes alignment) => (Value & (ulong)(alignment.Count - 1)) == 0;

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x16}");
}

/// <summary>An address of physical memory.</summary>
/// <param name="Value">bytes from address 0.</param>
public readonly record struct PhysicalAddress(ulong Value)
{
    /// <summary>The address that many bytes further on.</summary>
    public static PhysicalAddress operator +(PhysicalAddress from, Bytes distance) => new(from.Value + (ulong)distance.Count);

    /// <summary>Hexadecimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"0x{Value:x}");
}
