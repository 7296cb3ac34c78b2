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

    // huge_page_size(page_hstate(head)) > PMD_SIZE, after head flag and reference.
    [Theory, Rows]
    public void Hugepage_in_use_that_is_larger_than_a_PMD_maps_keeps_the_flag_its_users_and_the_reference_of_memory_failure(string design)
    {
        var inUse = Gigantic(design).Do("dequeue").Do("instantiate");
        var tail = inUse.SharedTail();

        inUse.Reported(tail).Do("leave-mapped-page").IsOver()
            .Expect("its user has it still", s => s.UserHolds[0] & s.Refcount[s.HeadFrame(0), 0] == 2)
            .Remembers(tail).LeavesOwnStructPageAlone(tail).Holds("poison-recorded")
            .ChangesNothing(tail, (again, page) => again.Reported(page))
            .Do("give-back")
            .Expect("memory failure's reference is the only one left, so it is never freed", s => s.HeldByFailure[0] & s.Refcount[s.HeadFrame(0), 0] == 1 & !s.Inflight[0] & !s.Freed[0]);
    }

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
