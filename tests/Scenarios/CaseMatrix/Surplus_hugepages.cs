using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Case 7: an error in a hugepage in use of which its node has one too many. free_huge_page(): remove_hugetlb_page().</summary>
public sealed class Surplus_hugepages
{
    private static readonly (int Page, int Slot) Head = (0, 0);

    // Nobody calls dissolve_free_huge_page(p) for it: there is no page that the flag of the head is to go to.
    [Theory, Rows]
    public void Surplus_hugepage_is_freed_with_the_flag_on_its_healthy_head_and_the_bad_tail_is_given_out(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        GivenUp(inUse.Reported(tail).LeavesOwnStructPageAlone(tail)).Do("memory-failure-ends").Restored().GivenToBuddy()
            .FlagsAre(Head).Violates("dissolved-flags-exact")
            .Do("page-to-user", page: tail.Page, slot: tail.Slot).Violates("poison-contained");
    }

    // Dissolve finds it held (6.1), or gone when its worker is done: memory failure takes nothing off the buddy allocator, where the flagged page stays and is never handed out.
    [Theory, Rows]
    public void Surplus_hugepage_is_freed_at_once_and_its_bad_tail_alone_is_flagged(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        GivenUp(inUse.Reported(tail).LeavesOwnStructPageAlone(tail)).Refuses("dissolve-unmapped-page", RefusalOf(design)).Do("memory-failure-ends").Restored().GivenToBuddy()
            .FlagsAre(tail).IsGivenToNobody(tail)
            .ChangesNothing(tail, (again, page) => again.ReportedAsOrdinary(page))
            .IsReused(Head);
    }

    [Theory, Rows]
    public void Surplus_hugepage_is_restored_and_lost_with_its_bad_tail_flagged(string design)
    {
        var inUse = HugepageLife.InUse(design);
        var tail = inUse.SharedTail();

        GivenUp(inUse.Reported(tail)).Do("memory-failure-ends").Restored().LostToAll()
            .Expect("the bad page is flagged", s => s.PgHwpoison[s.Pte[0, tail.Page], tail.Slot])
            .Violates("leak-only-if-unreliable");
    }

    private static Scenario GivenUp(Scenario recorded) => recorded.Unmapped().Do("failure-frees-surplus").Expect("it is on no list", s => !s.At(0, Points.Kept) & !s.Freed[0]);

    // 6.1.192, __remove_hugetlb_page(): set_page_refcounted(page); later releases leave the count 0 and wait for HPageFreed, which never comes.
    private static string RefusalOf(string design) => design == "linux-6.1" ? "!page_count(page)" : "HPageFreed(head)";
}
