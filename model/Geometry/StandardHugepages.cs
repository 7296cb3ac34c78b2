namespace Vmemmap.Model.Geometry;

/// <summary>How the kernel comes to map a hugepage's struct pages to a shared frame.</summary>
public enum Mechanism
{
    /// <summary>HugeTLB: existing mappings are changed, so a leaf PMD of vmemmap must be split into a page table first.</summary>
    HugeTlb,

    /// <summary>Device-DAX: the mapping is made that way when the memory appears; nothing is split.</summary>
    DeviceDax,
}

/// <summary>A kind of hugepage that an architecture offers.</summary>
/// <param name="Architecture">such as <c>x86-64</c>.</param>
/// <param name="Level">the page-table level or contiguous run that maps it, such as <c>PMD</c> or <c>contPTE</c>.</param>
/// <param name="Mechanism">who optimises it.</param>
/// <param name="Geometry">its sizes.</param>
public sealed record StandardHugepage(string Architecture, string Level, Mechanism Mechanism, HugepageGeometry Geometry)
{
    /// <summary>Such as <c>arm64 32 MiB (contPMD, 4 KiB pages)</c>.</summary>
    public override string ToString() => $"{Architecture} {Geometry.HugepageSize} ({Level}, {Geometry.PageSize} pages)";
}

/// <summary>
/// The hugepages of the architectures that have, or had, the optimisation, with a <c>struct page</c> of 64 bytes. Sizes of x86-64 and arm64
/// as in <c>Documentation/mm/vmemmap_dedup.rst</c>, of powerpc as in <c>Documentation/arch/powerpc/vmemmap_dedup.rst</c>.
/// </summary>
public static class StandardHugepages
{
    /// <summary><c>sizeof(struct page)</c> of the usual 64-bit configurations, bytes.</summary>
    public static readonly Bytes StructPageSize = new(64);

    /// <summary>x86-64, 2 MiB: the hugepage of the proposal of 2020.</summary>
    public static readonly StandardHugepage X86_2MiB = HugeTlb("x86-64", "PMD", Bytes.KiB(4), Bytes.MiB(2));

    /// <summary>x86-64, 1 GiB.</summary>
    public static readonly StandardHugepage X86_1GiB = HugeTlb("x86-64", "PUD", Bytes.KiB(4), Bytes.GiB(1));

    /// <summary>arm64, 4 KiB pages, 64 KiB: too small.</summary>
    public static readonly StandardHugepage Arm64_4K_64KiB = HugeTlb("arm64", "contPTE", Bytes.KiB(4), Bytes.KiB(64));

    /// <summary>arm64, 4 KiB pages, 2 MiB.</summary>
    public static readonly StandardHugepage Arm64_4K_2MiB = HugeTlb("arm64", "PMD", Bytes.KiB(4), Bytes.MiB(2));

    /// <summary>arm64, 4 KiB pages, 32 MiB.</summary>
    public static readonly StandardHugepage Arm64_4K_32MiB = HugeTlb("arm64", "contPMD", Bytes.KiB(4), Bytes.MiB(32));

    /// <summary>arm64, 4 KiB pages, 1 GiB.</summary>
    public static readonly StandardHugepage Arm64_4K_1GiB = HugeTlb("arm64", "PUD", Bytes.KiB(4), Bytes.GiB(1));

    /// <summary>arm64, 16 KiB pages, 2 MiB: too small.</summary>
    public static readonly StandardHugepage Arm64_16K_2MiB = HugeTlb("arm64", "contPTE", Bytes.KiB(16), Bytes.MiB(2));

    /// <summary>arm64, 16 KiB pages, 32 MiB.</summary>
    public static readonly StandardHugepage Arm64_16K_32MiB = HugeTlb("arm64", "PMD", Bytes.KiB(16), Bytes.MiB(32));

    /// <summary>arm64, 16 KiB pages, 1 GiB.</summary>
    public static readonly StandardHugepage Arm64_16K_1GiB = HugeTlb("arm64", "contPMD", Bytes.KiB(16), Bytes.GiB(1));

    /// <summary>arm64, 64 KiB pages, 2 MiB: too small.</summary>
    public static readonly StandardHugepage Arm64_64K_2MiB = HugeTlb("arm64", "contPTE", Bytes.KiB(64), Bytes.MiB(2));

    /// <summary>arm64, 64 KiB pages, 512 MiB.</summary>
    public static readonly StandardHugepage Arm64_64K_512MiB = HugeTlb("arm64", "PMD", Bytes.KiB(64), Bytes.MiB(512));

    /// <summary>arm64, 64 KiB pages, 16 GiB.</summary>
    public static readonly StandardHugepage Arm64_64K_16GiB = HugeTlb("arm64", "contPMD", Bytes.KiB(64), Bytes.GiB(16));

    /// <summary>s390x, 1 MiB.</summary>
    public static readonly StandardHugepage S390_1MiB = HugeTlb("s390x", "segment", Bytes.KiB(4), Bytes.MiB(1));

    /// <summary>s390x, 2 GiB.</summary>
    public static readonly StandardHugepage S390_2GiB = HugeTlb("s390x", "region", Bytes.KiB(4), Bytes.GiB(2));

    /// <summary>loongarch64, 16 KiB pages, 32 MiB.</summary>
    public static readonly StandardHugepage LoongArch_32MiB = HugeTlb("loongarch64", "PMD", Bytes.KiB(16), Bytes.MiB(32));

    /// <summary>ppc64 with a radix MMU, 64 KiB pages, device-DAX of 1 GiB.</summary>
    public static readonly StandardHugepage Ppc64_1GiB = Dax("ppc64 radix", "PUD", Bytes.KiB(64), Bytes.GiB(1));

    /// <summary>ppc64 with a radix MMU, 64 KiB pages, device-DAX of 2 MiB: too small.</summary>
    public static readonly StandardHugepage Ppc64_2MiB = Dax("ppc64 radix", "PMD", Bytes.KiB(64), Bytes.MiB(2));

    /// <summary>All of them, by architecture, page size and hugepage size.</summary>
    public static IReadOnlyList<StandardHugepage> All { get; } =
    [
        X86_2MiB, X86_1GiB,
        Arm64_4K_64KiB, Arm64_4K_2MiB, Arm64_4K_32MiB, Arm64_4K_1GiB,
        Arm64_16K_2MiB, Arm64_16K_32MiB, Arm64_16K_1GiB,
        Arm64_64K_2MiB, Arm64_64K_512MiB, Arm64_64K_16GiB,
        S390_1MiB, S390_2GiB,
        LoongArch_32MiB,
        Ppc64_1GiB, Ppc64_2MiB,
    ];

    private static StandardHugepage HugeTlb(string architecture, string level, Bytes pageSize, Bytes hugepageSize) =>
        new(architecture, level, Mechanism.HugeTlb, HugepageGeometry.OfSize(pageSize, StructPageSize, hugepageSize));

    private static StandardHugepage Dax(string architecture, string level, Bytes pageSize, Bytes hugepageSize) =>
        new(architecture, level, Mechanism.DeviceDax, HugepageGeometry.OfSize(pageSize, StructPageSize, hugepageSize));
}
