using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// Since v5.18 two optimises may come to one huge mapping of vmemmap at once (d8d55f5616cf): one installs a page table, the other finds it there. 5.18.12 reads what the mapping leads to in between, without the lock.
/// </summary>
public sealed class A_huge_mapping_that_two_walks_split
{
    private static Scenario BothFound(Design design) => Scenario.Of(design).In(Design.OneTable(design.SmallScope with { Pages = 2 }))
        .Do("optimise", folio: 0).Do("optimise", folio: 1).Do("find-huge-mapping", folio: 0).Do("find-huge-mapping", folio: 1);

    private static Scenario HotPlugged(Design design) => Scenario.Of(design).In(Design.HotPlugged(design.SmallScope)).Do("optimise").Do("find-huge-mapping");

    [Fact]
    public void Is_split_once_and_both_go_on_in_that_page_table_under_Linux61() => BothFound(Linux61Pmd.Design)
        .Do("fill-page-table", folio: 0).Do("fill-page-table", folio: 1).Do("install-page-table", folio: 0).Do("install-page-table", folio: 1)
        .Expect("there is one page table", s => s.PmdAt(0, 1) == PmdEntry.Table & s.PmdAt(1, 1) == PmdEntry.Table)
        .Do("remap-tail", folio: 0).Do("remap-tail", folio: 1)
        .Holds("entries-are-of-the-memory-map");

    [Fact]
    public void Is_taken_for_the_page_table_of_the_other_walk_under_Linux518() => OneInstalled()
        .Do("read-pmd-page", folio: 1).Do("fill-page-table", folio: 1)
        .Violates("entries-are-of-the-memory-map");

    // The test under the lock fails: what was made of it is thrown away.
    [Fact]
    public void Is_not_replaced_by_what_was_made_of_that() => OneInstalled()
        .Do("read-pmd-page", folio: 1).Do("fill-page-table", folio: 1).Do("remap-tail", folio: 0).Do("install-page-table", folio: 1)
        .Expect("the page table is that of the faster walk, with the entry that it has changed", s => s.PmdAt(0, 1) == PmdEntry.TableOfBlock & s.IsShared(0, 1));

    [Fact]
    public void Leaves_pages_without_a_reference_where_memory_was_added_later_under_Linux518() =>
        FirstFreed(HotPlugged(Linux518Pmd.Design), "read-pmd-page", "fill-page-table", "install-page-table").Violates("freed-as-allocated").Expect("put_page_testzero() is a bug", s => s.Oops.Value);

    [Fact]
    public void Gives_each_of_them_one_under_Linux61() =>
        FirstFreed(HotPlugged(Linux61Pmd.Design), "fill-page-table", "install-page-table").Holds("freed-as-allocated").Expect("the kernel goes on", s => !s.Oops.Value);

    [Fact]
    public void Is_left_alone_where_it_maps_the_memory_that_it_describes() => Scenario.Of(Linux61Pmd.Design).In(Linux61Pmd.Design.SmallScope with { Map = MemoryMap.SelfHosted })
        .Do("leave-self-hosted")
        .Expect("the huge mapping is there", s => s.PmdAt(0, 1) == PmdEntry.Leaf & !s.Optimised[0])
        .Holds("self-hosted-map-stays");

    private static Scenario OneInstalled() => BothFound(Linux518Pmd.Design).Do("read-pmd-page", folio: 0).Do("fill-page-table", folio: 0).Do("install-page-table", folio: 0);

    private static Scenario FirstFreed(Scenario found, params IReadOnlyList<string> split) => Split(found, split).Repeat("remap-tail").Do("flush-remapped").Do("free-tail-frame");

    private static Scenario Split(Scenario found, IReadOnlyList<string> split) => split.Aggregate(found, (scenario, step) => scenario.Do(step));
}
