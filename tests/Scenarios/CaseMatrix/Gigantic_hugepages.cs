using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Case 9: 1 GiB. Its struct pages are in several page tables; else the model knows no sizes, so what is said of a hugepage is said of one of 1 GiB too.</summary>
public sealed class Gigantic_hugepages
{
    private static readonly (int Page, int Slot) Head = (0, 0);

    [Theory, Rows]
    public void Free_hugepage_over_several_page_tables_is_dissolved_for_a_bad_head(string design) =>
        Gigantic(design).Reported(Head).Do("dissolve-free-page").Restored().GivenToBuddy().Returned()
            .FlagsAre(Head).IsGivenToNobody(Head).IsReused((0, 1));

    [Theory, Rows]
    public void Hugepage_over_several_page_tables_is_dissolved_free_or_in_use_and_its_bad_tail_alone_is_flagged(string design)
    {
        var inPool = Gigantic(design);
        var tail = inPool.SharedTail();

        foreach (var dissolving in (Scenario[])
            [
                inPool.Reported(tail).Do("dissolve-free-page"),
                inPool.Do("dequeue").Do("instantiate").Reported(tail).Unmapped().Do("failure-enqueues").Do("dissolve-unmapped-page"),
            ])
        {
            dissolving.Restored().GivenToBuddy().Returned().FlagsAre(tail).IsGivenToNobody(tail).IsReused(Head);
        }
    }

    [Theory, Rows]
    public void Free_hugepage_over_several_page_tables_is_dissolved_and_its_bad_tail_alone_is_flagged(string design)
    {
        var inPool = Gigantic(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).Do("dissolve-free-page").Restored().GivenToBuddy().Returned().FlagsAre(tail).IsGivenToNobody(tail).IsReused(Head);
    }

    [Theory, Rows]
    public void Hugepage_over_several_page_tables_is_restored_and_lost_with_its_bad_tail_flagged(string design)
    {
        var inPool = Gigantic(design);
        var tail = inPool.SharedTail();

        inPool.Reported(tail).Do("dissolve-free-page").Restored().LostToAll().Returned().Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot]);
    }

    private static Scenario Gigantic(string design)
    {
        var named = Catalogue.Find(design)!;
        var small = named.SmallScope;
        var gigantic = Scenario.Of(named).In(small with { Pages = small.Pages + 2, Frames = small.Frames + 2, PagesPerTable = (small.Pages + 2) / 2 }).Made().Pooled();
        return gigantic.Expect("all its tail pages share a frame", s => s.Pte[0, small.Pages + 1] == s.Pte[0, small.Pages]);
    }
}
