namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Releases that treat memory errors alike, and the designs that stand for them.</summary>
/// <param name="Name">in the words of its readers.</param>
/// <param name="Designs">names of designs; what is said of the era is executed in each.</param>
internal sealed record Era(string Name, params IReadOnlyList<string> Designs)
{
    /// <summary>The mails of 2020, on top of v5.9.</summary>
    public static Era Rfc { get; } = new("RFC of 2020", "rfc-2020");

    /// <summary>Version 3 on the list, on top of v5.9.</summary>
    public static Era V3 { get; } = new("list v3 (2020)", "list-v3");

    /// <summary>As merged.</summary>
    public static Era V514 { get; } = new("5.14", "linux-5.14");

    /// <summary>Memory failure under hugetlb_lock.</summary>
    public static Era V518 { get; } = new("5.18", "linux-5.18");

    /// <summary>The raw error list.</summary>
    public static Era V61 { get; } = new("6.1.192", "linux-6.1");

    /// <summary>Hugepages that keep the count 0 when they leave the pool, and are not migratable once memory failure has a reference.</summary>
    public static Era V612 { get; } = new("6.12.113", "linux-6.12");

    /// <summary>The stable tree whose restore copies the head to every tail page.</summary>
    public static Era V612118 { get; } = new("6.12.118", "linux-6.12.118");

    /// <summary>One frame of tails for a zone.</summary>
    public static Era V7 { get; } = new("7.2.13 and 7.3.4", "linux-7.2", "linux-7.3");

    /// <summary>All, oldest first.</summary>
    public static IReadOnlyList<Era> All { get; } = [Rfc, V3, V514, V518, V61, V612, V612118, V7];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
