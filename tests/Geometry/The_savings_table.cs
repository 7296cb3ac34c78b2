using Vmemmap.Model.Geometry;

namespace Vmemmap.Tests.Geometry;

/// <summary>The table of savings against numbers worked out by hand, and against those stated on the mailing list.</summary>
[Trait("Category", "Fast")]
public sealed class The_savings_table
{
    [Theory]
    [InlineData("x86-64 2 MiB (PMD, 4 KiB pages)", 9, 512, "32 KiB", "8", 6, 7, 12.000, 14.000, "1/64")]
    [InlineData("x86-64 1 GiB (PUD, 4 KiB pages)", 18, 262144, "16 MiB", "4096", 4094, 4095, 15.992, 15.996, "8")]
    [InlineData("arm64 64 KiB (contPTE, 4 KiB pages)", 4, 16, "1 KiB", "1/4", 0, 0, 0, 0, "-")]
    [InlineData("arm64 2 MiB (PMD, 4 KiB pages)", 9, 512, "32 KiB", "8", 6, 7, 12.000, 14.000, "1/64")]
    [InlineData("arm64 32 MiB (contPMD, 4 KiB pages)", 13, 8192, "512 KiB", "128", 126, 127, 15.750, 15.875, "1/4")]
    [InlineData("arm64 1 GiB (PUD, 4 KiB pages)", 18, 262144, "16 MiB", "4096", 4094, 4095, 15.992, 15.996, "8")]
    [InlineData("arm64 2 MiB (contPTE, 16 KiB pages)", 7, 128, "8 KiB", "1/2", 0, 0, 0, 0, "-")]
    [InlineData("arm64 32 MiB (PMD, 16 KiB pages)", 11, 2048, "128 KiB", "8", 6, 7, 3.000, 3.500, "1/256")]
    [InlineData("arm64 1 GiB (contPMD, 16 KiB pages)", 16, 65536, "4 MiB", "256", 254, 255, 3.969, 3.984, "1/8")]
    [InlineData("arm64 2 MiB (contPTE, 64 KiB pages)", 5, 32, "2 KiB", "1/32", 0, 0, 0, 0, "-")]
    [InlineData("arm64 512 MiB (PMD, 64 KiB pages)", 13, 8192, "512 KiB", "8", 6, 7, 0.750, 0.875, "1/1024")]
    [InlineData("arm64 16 GiB (contPMD, 64 KiB pages)", 18, 262144, "16 MiB", "256", 254, 255, 0.992, 0.996, "1/32")]
    [InlineData("s390x 1 MiB (segment, 4 KiB pages)", 8, 256, "16 KiB", "4", 2, 3, 8.000, 12.000, "1/128")]
    [InlineData("s390x 2 GiB (region, 4 KiB pages)", 19, 524288, "32 MiB", "8192", 8190, 8191, 15.996, 15.998, "16")]
    [InlineData("loongarch64 32 MiB (PMD, 16 KiB pages)", 11, 2048, "128 KiB", "8", 6, 7, 3.000, 3.500, "1/256")]
    [InlineData("ppc64 radix 1 GiB (PUD, 64 KiB pages)", 14, 16384, "1 MiB", "16", 14, 15, 0.875, 0.938, "-")]
    [InlineData("ppc64 radix 2 MiB (PMD, 64 KiB pages)", 5, 32, "2 KiB", "1/32", 0, 0, 0, 0, "-")]
    public void Every_row_follows_from_its_sizes(
        string hugepage, int order, long basePages, string memmap, string vmemmapPages,
        long savedKeepingTwo, long savedKeepingOne, double gibKeepingTwo, double gibKeepingOne, string pageTables)
    {
        SavingsRow row = SavingsTable.Rows.Single(candidate => candidate.Hugepage.ToString() == hugepage);

        Assert.Equal(order, row.Geometry.Order);
        Assert.Equal(new BasePages(basePages), row.Geometry.BasePages);
        Assert.Equal(memmap, row.Geometry.Memmap.ToString());
        Assert.Equal(vmemmapPages, row.VmemmapPages.ToString());
        Assert.Equal(new Frames(savedKeepingTwo), row.SavedFrames(keptPages: 2));
        Assert.Equal(new Frames(savedKeepingOne), row.SavedFrames(keptPages: 1));
        Assert.Equal((decimal)gibKeepingTwo, Rounded(row.SavedGiBPerTiB(keptPages: 2)));
        Assert.Equal((decimal)gibKeepingOne, Rounded(row.SavedGiBPerTiB(keptPages: 1)));
        Assert.Equal(pageTables, row.PageTablesPerHugepage?.ToString() ?? "-");
    }

    [Fact]
    public void The_table_has_one_row_for_each_standard_hugepage() =>
        Assert.Equal(StandardHugepages.All, SavingsTable.Rows.Select(row => row.Hugepage));

    [Fact]
    public void Two_mebibyte_pages_give_back_three_quarters_and_then_seven_eighths_of_their_struct_pages()
    {
        SavingsRow row = SavingsTable.Of(StandardHugepages.X86_2MiB);

        Assert.Equal(75m, row.SavedPercent(keptPages: 2));
        Assert.Equal(87.5m, row.SavedPercent(keptPages: 1));
    }

    [Theory]
    [InlineData(4, "128 MiB")]
    [InlineData(16, "8 GiB")]
    [InlineData(64, "512 GiB")]
    public void One_page_table_of_vmemmap_describes_this_much_memory(int pageKiB, string memory)
    {
        HugepageGeometry geometry = HugepageGeometry.OfSize(Bytes.KiB(pageKiB), StandardHugepages.StructPageSize, Bytes.GiB(1));
        var row = new SavingsRow(new StandardHugepage("any", "any", Mechanism.HugeTlb, geometry));

        Assert.Equal(memory, row.MemoryPerPageTable.ToString());
    }

    [Fact]
    public void A_lone_hugepage_of_the_proposal_saves_what_Kravetz_measured()
    {
        Assert.Equal(new Frames(5), SavingsTable.Of(StandardHugepages.X86_2MiB).NetFramesOfLoneHugepage(keptPages: 2));
        Assert.Equal(new Frames(4086), SavingsTable.Of(StandardHugepages.X86_1GiB).NetFramesOfLoneHugepage(keptPages: 2));
        Assert.Equal(new Frames(6), SavingsTable.Of(StandardHugepages.X86_2MiB).NetFramesOfLoneHugepage(keptPages: 1));
        Assert.Equal(new Frames(4087), SavingsTable.Of(StandardHugepages.X86_1GiB).NetFramesOfLoneHugepage(keptPages: 1));
    }

    [Fact]
    public void The_cover_letters_4797_MB_fit_4094_frames_per_gibibyte_page_and_not_the_4095_it_names()
    {
        // RFC cover letter, 2020-09-15: 300 GB of 1 GiB pages for SPDK.
        const long hugepages = 300;
        long saved = hugepages * Optimization.Of(StandardHugepages.X86_1GiB.Geometry, keptPages: 2).SavedMemory.Count;

        Assert.Equal(4797, saved / Bytes.MiB(1).Count);
        Assert.Equal(4798, hugepages * 4095 * Bytes.KiB(4).Count / Bytes.MiB(1).Count);
    }

    [Fact]
    public void The_boot_log_of_6_1_prints_the_optimizable_memory_in_KiB()
    {
        Assert.Equal(Bytes.KiB(28), Optimization.Of(StandardHugepages.X86_2MiB.Geometry, keptPages: 1).SavedMemory);
        Assert.Equal(Bytes.KiB(16380), Optimization.Of(StandardHugepages.X86_1GiB.Geometry, keptPages: 1).SavedMemory);
    }

    private static decimal Rounded(decimal value) => Math.Round(value, 3, MidpointRounding.AwayFromZero);
}
