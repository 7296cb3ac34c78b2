using Vmemmap.Model.Geometry;

namespace Vmemmap.Tests.Geometry;

/// <summary>Sizes, and the sentences that refuse the ones that cannot be.</summary>
[Trait("Category", "Fast")]
public sealed class Sizes_of_hugepages
{
    private static readonly Bytes StructPage = StandardHugepages.StructPageSize;

    [Fact]
    public void A_2_MiB_page_has_512_struct_pages_in_8_vmemmap_pages_of_64()
    {
        HugepageGeometry geometry = StandardHugepages.X86_2MiB.Geometry;

        Assert.Equal(new BasePages(512), geometry.BasePages);
        Assert.Equal(8, geometry.VmemmapPages);
        Assert.Equal(64, geometry.StructPagesPerVmemmapPage);
        Assert.Equal(Bytes.KiB(32), geometry.Memmap);
    }

    [Fact]
    public void A_1_GiB_page_has_262144_struct_pages_and_not_the_4096_of_the_cover_letter()
    {
        HugepageGeometry geometry = StandardHugepages.X86_1GiB.Geometry;

        Assert.Equal(new BasePages(262144), geometry.BasePages);
        Assert.Equal(4096, geometry.VmemmapPages);
    }

    [Theory]
    [InlineData(3000, 64, 9, "The page size is 3000 B, but it must be a power of two from 4 KiB to 64 KiB.")]
    [InlineData(2048, 64, 9, "The page size is 2 KiB, but it must be a power of two from 4 KiB to 64 KiB.")]
    [InlineData(131072, 64, 9, "The page size is 128 KiB, but it must be a power of two from 4 KiB to 64 KiB.")]
    [InlineData(4096, 4, 9, "The size of a struct page is 4 B, but it must be from 8 B to one page (4 KiB).")]
    [InlineData(4096, 8192, 9, "The size of a struct page is 8 KiB, but it must be from 8 B to one page (4 KiB).")]
    [InlineData(4096, 64, -1, "The order is -1, but it must be from 0 to 30.")]
    [InlineData(4096, 64, 31, "The order is 31, but it must be from 0 to 30.")]
    public void A_size_that_cannot_be_is_refused_in_one_sentence(long page, long structPage, int order, string sentence)
    {
        var refused = Assert.Throws<GeometryException>(() => new HugepageGeometry(new Bytes(page), new Bytes(structPage), order));

        Assert.Equal(sentence, refused.Message);
    }

    [Fact]
    public void A_hugepage_size_that_is_no_power_of_two_is_refused()
    {
        var refused = Assert.Throws<GeometryException>(() => HugepageGeometry.OfSize(Bytes.KiB(4), StructPage, Bytes.MiB(3)));

        Assert.Equal("The hugepage size is 3 MiB, but it must be a power of two of at least one page (4 KiB).", refused.Message);
    }

    [Theory]
    [InlineData(56)]
    [InlineData(72)]
    [InlineData(80)]
    public void A_hugepage_with_straddling_struct_pages_cannot_be_optimised(long structPage)
    {
        var geometry = new HugepageGeometry(Bytes.KiB(4), new Bytes(structPage), 9);

        var refused = Assert.Throws<GeometryException>(() => Optimization.Of(geometry, keptPages: 1));

        Assert.True(geometry.StructPagesStraddle);
        Assert.Equal(
            $"A 2 MiB hugepage of 4 KiB pages, {structPage} B struct pages cannot be optimised, because a struct page whose size is not a power of two may cross into the next vmemmap page.",
            refused.Message);
    }

    [Fact]
    public void A_hugepage_whose_struct_pages_do_not_fill_more_than_the_kept_pages_cannot_be_optimised()
    {
        var refused = Assert.Throws<GeometryException>(() => Optimization.Of(StandardHugepages.Arm64_16K_2MiB.Geometry, keptPages: 1));

        Assert.Equal(
            "A 2 MiB hugepage of 16 KiB pages, 64 B struct pages cannot be optimised, because its struct pages take 8 KiB and must fill more than the 1 vmemmap page(s) of 16 KiB that are kept.",
            refused.Message);
    }

    [Fact]
    public void The_page_of_the_head_must_be_kept()
    {
        var refused = Assert.Throws<GeometryException>(() => Optimization.Of(StandardHugepages.X86_2MiB.Geometry, keptPages: 0));

        Assert.Equal("0 vmemmap pages are to be kept, but the one that holds the head must be.", refused.Message);
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(4, 1, true)]
    [InlineData(4, 2, false)]
    [InlineData(6, 7, true)]
    [InlineData(6, 8, false)]
    public void Optimising_is_possible_exactly_if_the_struct_pages_fill_more_pages_than_are_kept(int order, int keptPages, bool possible)
    {
        // Eight struct pages of 512 B fill a page of 4 KiB: orders 3, 4 and 6 fill 1, 2 and 8 vmemmap pages.
        var geometry = new HugepageGeometry(Bytes.KiB(4), new Bytes(512), order);

        Assert.Equal(possible, Optimization.IsPossible(geometry, keptPages));
    }
}
