namespace Vmemmap.Model.Invariants;

/// <summary>Why an invariant says nothing of the machines of a shape.</summary>
internal static class Applies
{
    /// <summary>Only to shapes of which this holds.</summary>
    public static Func<Shape, string?> Unless(Func<Shape, bool> applies, string reason) => shape => applies(shape) ? null : reason;

    /// <summary>Not to device memory.</summary>
    public static Func<Shape, string?> NotToDevices(string reason) => Unless(shape => !shape.IsOfDevice, reason);

    /// <summary>Not to device memory: nothing is optimised there that was not, and nothing is restored.</summary>
    public static Func<Shape, string?> NeverRemapped { get; } = NotToDevices("the memory map of a device is laid out before anybody has it, and goes with it: nothing is remapped in between");

    /// <summary>Not to device memory: hugetlb has none of it.</summary>
    public static Func<Shape, string?> NotOfHugetlb { get; } = NotToDevices("hugetlb has none of the compound pages of a device: no type, no pool, no lists");

    /// <summary>Not to device memory: it does not become ordinary pages.</summary>
    public static Func<Shape, string?> NeverDissolved { get; } = NotToDevices("a compound page of a device is never dissolved: its struct pages go with it");
}
