using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;
using static Vmemmap.Tests.Scenarios.PoolScenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// <c>demote_free_huge_page()</c> of 6.1.192: what is being demoted has left the free list, but keeps HPageFreed, its type and a reference count of 0; then it is taken apart, and smaller hugepages are made of what is left.
/// </summary>
public sealed class Hugepages_that_are_demoted_one_by_one
{
    private static Scenario Demoting { get; } = In(Linux61.Design);

    // dissolve_free_huge_page() asks for the type, the count and HPageFreed.
    [Fact]
    public void One_that_is_being_demoted_passes_for_a_free_one_and_is_taken_off_its_list_once_more() => Demoting
        .Expect("it looks free", s => s.Hugetlb[0] & s.Freed[0] & s.Refcount[s.HeadFrame(0), 0] == 0)
        .Fails(page: 1).Do("record-raw-error").Do("dissolve-free-page")
        .Violates("moved-only-when-listed")
        .Expect("list_del() has oopsed", s => s.Oops.Value);

    // remove_hugetlb_folio(): folio_clear_hugetlb_freed().
    [Fact]
    public void One_that_is_being_demoted_is_not_free_since_bd225530a4c7()
    {
        var recorded = In(Corrections.In(Linux61.Design, [Corrections.FrozenWhileRestored]))
            .Expect("it is not free", s => s.Hugetlb[0] & !s.Freed[0])
            .Fails(page: 1).Do("record-raw-error")
            .Expect("memory failure has recorded the error", s => s.RawList[0, 1, 0]);

        MayNot(recorded, "dissolve-free-page", "found free");
    }

    [Fact]
    public void One_that_cannot_be_restored_goes_back_to_the_pool() => Demoting
        .Do("restore-fails").Do("add-back")
        .Expect("it is free as before", s => s.At(0, Points.Kept) & s.Freed[0] & s.Optimised[0] & s.Refcount[s.HeadFrame(0), 0] == 0)
        .Holds("failed-restore-changes-nothing");

    // __destroy_compound_gigantic_page() clears the tails one by one, and PG_head last.
    [Fact]
    public void Tail_that_is_none_any_longer_is_flagged_itself_while_its_hugepage_has_the_type_and_the_next_hugepage_hides_it()
    {
        var apart = Demoting.Restored().Do("take-apart").Do("clear-tails").Fails(page: 1, slot: 1).Do("failure-sees-ordinary").Do("flag-page");

        apart.Expect("the head has its type, and no flag", s => s.Hugetlb[0] & !s.PgHwpoison[s.HeadFrame(0), 0]).Violates("poison-recorded");
        InTheirPool(apart.Repeat("clear-tails")).Violates("demoted-without-errors")
            .Expect("the bad page has its flag, which nobody asks for", s => s.PgHwpoison[s.Pte[0, 1], 1] & !s.PgHwpoison[s.Pte[0, 1], 0]);
    }

    [Fact]
    public void Error_that_is_recorded_before_it_is_taken_apart_stays_with_the_first_of_the_smaller_hugepages()
    {
        var recorded = Demoting.Restored().Fails(page: 1).Do("record-raw-error");

        InTheirPool(recorded.Do("take-apart").Repeat("clear-tails")).Violates("demoted-without-errors")
            .Expect("the first is flagged and the second bad", s => s.PgHwpoison[s.Pte[0, 0], 0] & s.Bad[0, 1, 0] & !s.PgHwpoison[s.Pte[0, 1], 0]);
    }

    [Fact]
    public void Smaller_hugepages_without_errors_are_freed_one_by_one() =>
        InTheirPool(Demoting.Restored().Do("take-apart").Repeat("clear-tails")).Holds("demoted-without-errors")
            .Repeat("free-smaller-hugepage").Expect("the struct pages are those of ordinary pages", s => s.At(0, Points.Plain));

    private static Scenario In(Design design) => Scenario.Of(design).Made().Pooled().Do("demote");

    private static Scenario InTheirPool(Scenario apart) => apart.Do("clear-head")
        .DoUntil("each is made", s => s.Cursor[0] == s.Pages, "split-off", "type-smaller-hugepage")
        .Do("enter-smaller-pool");
}
