using Vmemmap.Model.Geometry;

namespace Vmemmap.Tests.Geometry;

/// <summary>Which struct pages lose their frame, and which memory is read at their addresses afterwards.</summary>
[Trait("Category", "Fast")]
public sealed class Struct_pages_kept_and_freed
{
    private static readonly Optimization Proposal = Optimization.Of(StandardHugepages.X86_2MiB.Geometry, keptPages: 2);
    private static readonly Optimization OneFrame = Optimization.Of(StandardHugepages.X86_2MiB.Geometry, keptPages: 1);

    public static TheoryData<string, int> OptimizableHugepages()
    {
        var data = new TheoryData<string, int>();
        foreach (StandardHugepage hugepage in StandardHugepages.All)
        {
            foreach (int keptPages in (int[])[1, 2])
            {
                if (Optimization.IsPossible(hugepage.Geometry, keptPages))
                    data.Add(hugepage.ToString(), keptPages);
            }
        }

        return data;
    }

    [Fact]
    public void The_proposal_of_2020_frees_struct_pages_128_to_511() =>
        Assert.Equal("struct pages 128..511", Proposal.Freed.ToString());

    [Fact]
    public void Keeping_one_page_frees_struct_pages_64_to_511() =>
        Assert.Equal("struct pages 64..511", OneFrame.Freed.ToString());

    [Theory]
    [MemberData(nameof(OptimizableHugepages))]
    public void The_freed_struct_pages_fill_exactly_the_saved_frames(string hugepage, int keptPages)
    {
        Optimization optimization = Named(hugepage, keptPages);
        FreedRange freed = optimization.Freed;

        Assert.Equal(optimization.SavedMemory.Count, (freed.Last.Index - freed.First.Index + 1) * StandardHugepages.StructPageSize.Count);
        Assert.Equal(new VmemmapPage(keptPages), optimization.PageOf(freed.First));
        Assert.Equal(new Slot(0), optimization.SlotOf(freed.First));
        Assert.Equal(new VmemmapPage(optimization.Geometry.VmemmapPages - 1), optimization.PageOf(freed.Last));
        Assert.Equal(new Slot(optimization.Geometry.StructPagesPerVmemmapPage - 1), optimization.SlotOf(freed.Last));
    }

    [Theory]
    [MemberData(nameof(OptimizableHugepages))]
    public void Every_struct_page_is_found_again_from_its_page_and_slot(string hugepage, int keptPages)
    {
        Optimization optimization = Named(hugepage, keptPages);
        for (long index = 0; index < optimization.Geometry.BasePages.Count; index++)
        {
            var page = new StructPage(index);
            Assert.Equal(page, optimization.At(optimization.PageOf(page), optimization.SlotOf(page)));
        }
    }

    [Fact]
    public void In_the_proposal_a_freed_tail_reads_a_tail_of_the_second_page_and_never_the_head()
    {
        for (long index = 128; index < 512; index++)
            Assert.Equal(new StructPage(64 + (index % 64)), Proposal.AliasOf(new StructPage(index)));

        for (long index = 0; index < 128; index++)
            Assert.Equal(new StructPage(index), Proposal.AliasOf(new StructPage(index)));
    }

    [Fact]
    public void With_one_kept_page_seven_tails_of_a_2_MiB_page_read_the_head()
    {
        // Documentation/mm/vmemmap_dedup.rst: 8 struct pages with PG_head, of which 1 is real.
        long[] fakeHeads = [.. Enumerable.Range(1, 511).Select(index => (long)index).Where(index => OneFrame.AliasOf(new StructPage(index)).IsHead)];

        Assert.Equal([64, 128, 192, 256, 320, 384, 448], fakeHeads);
    }

    [Fact]
    public void A_struct_page_or_slot_outside_the_folio_is_refused_in_one_sentence()
    {
        Assert.Equal(
            "There is no struct page 512 in a folio of 512 base pages.",
            Assert.Throws<GeometryException>(() => Proposal.PageOf(new StructPage(512))).Message);
        Assert.Equal(
            "There is no slot 64 in a vmemmap page of 64 struct pages.",
            Assert.Throws<GeometryException>(() => Proposal.At(new VmemmapPage(0), new Slot(64))).Message);
    }

    private static Optimization Named(string hugepage, int keptPages) =>
        Optimization.Of(StandardHugepages.All.Single(candidate => candidate.ToString() == hugepage).Geometry, keptPages);
}
