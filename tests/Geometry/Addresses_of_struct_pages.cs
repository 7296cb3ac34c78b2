using Vmemmap.Model.Geometry;

namespace Vmemmap.Tests.Geometry;

/// <summary>Addresses of struct pages, pfns and physical memory, computed for the machine of the mail of 2020-09-15.</summary>
[Trait("Category", "Fast")]
public sealed class Addresses_of_struct_pages
{
    // x86-64, four-level page tables, without KASLR: Documentation/arch/x86/x86_64/mm.rst.
    private static readonly VirtualAddress Start = new(0xffffea0000000000);
    private static readonly VmemmapArea Area = new(StandardHugepages.X86_2MiB.Geometry, Start);

    // A 2 MiB page at 4 GiB.
    private static readonly Pfn Head = new(0x100000);

    [Fact]
    public void The_mails_read_of_2_KiB_at_0x5000_belongs_to_head_plus_5()
    {
        PhysicalAddress transfer = Area.PhysicalOf(Head) + new Bytes(0x5000);

        Pfn pfn = Area.PfnAt(transfer);
        Pfn pfnOfLastByte = Area.PfnAt(transfer + new Bytes(Bytes.KiB(2).Count - 1));
        VirtualAddress structPage = Area.AddressOf(pfn);

        Assert.Equal(Head + new StructPage(5), pfn);
        Assert.Equal(pfn, pfnOfLastByte);
        Assert.Equal("head+5", Area.PlaceOf(pfn).ToString());
        Assert.Equal(Area.AddressOf(Head) + new Bytes(5 * 64), structPage);
        Assert.Equal(transfer, Area.PhysicalOf(Area.PfnOf(structPage)));
        Assert.Equal(new PhysicalAddress(0x1_0000_5000), transfer);
    }

    [Fact]
    public void The_pointer_stored_in_head_plus_5_leads_to_the_head()
    {
        VirtualAddress head = Area.AddressOf(Head);
        ulong compoundHead = head.Value | 1;

        Assert.Equal(new VirtualAddress(0xffffea0004000000), head);
        Assert.Equal(1ul, compoundHead & 1);
        Assert.Equal(head, new VirtualAddress(compoundHead - 1));
    }

    [Fact]
    public void Every_base_page_of_the_folio_has_its_struct_page_and_its_head()
    {
        for (long index = 0; index < 512; index++)
        {
            Pfn pfn = Head + new StructPage(index);

            Assert.Equal(pfn, Area.PfnOf(Area.AddressOf(pfn)));
            Assert.Equal(Head, Area.HeadOf(pfn));
            Assert.Equal(new StructPage(index), Area.PlaceOf(pfn));
        }
    }

    [Fact]
    public void An_address_inside_a_struct_page_is_refused_in_one_sentence()
    {
        var refused = Assert.Throws<GeometryException>(() => Area.PfnOf(Start + new Bytes(100)));

        Assert.Equal(
            "No struct page begins at 0xffffea0000000064: they begin at 0xffffea0000000000 and every 64 B from there.",
            refused.Message);
    }

    [Fact]
    public void A_vmemmap_that_is_not_aligned_to_a_folios_struct_pages_is_refused_in_one_sentence()
    {
        var refused = Assert.Throws<GeometryException>(() => new VmemmapArea(StandardHugepages.X86_2MiB.Geometry, Start + Bytes.KiB(4)));

        Assert.Equal(
            "The vmemmap starts at 0xffffea0000001000, but it must be aligned to the 32 KiB of struct pages of a 2 MiB folio.",
            refused.Message);
    }

    [Fact]
    public void A_vmemmap_of_straddling_struct_pages_is_refused_in_one_sentence()
    {
        var geometry = new HugepageGeometry(Bytes.KiB(4), new Bytes(56), 9);

        var refused = Assert.Throws<GeometryException>(() => new VmemmapArea(geometry, Start));

        Assert.Equal("The struct pages of 56 B cannot be aligned to a folio; their size must be a power of two.", refused.Message);
    }
}
