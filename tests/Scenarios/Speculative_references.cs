using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// A walker of page frame numbers has seen a page in use; when it takes its reference the page is part of a hugepage. mm/hugetlb_vmemmap.c and include/linux/page_ref.h of bd225530a4c7 (v6.11) and of its fix in v6.14,
/// and what was before.
/// </summary>
public sealed class Speculative_references
{
    // v6.11, and v6.14: a fake head is told by PG_head first, as in all releases.
    private static readonly Design TestsBeforeCount = AsReleased(countFirst: false);
    private static readonly Design CountsBeforeTest = AsReleased(countFirst: true);

    // The struct page of head+2 is then that of the head, and so is its count.
    [Fact]
    public void Oops_on_a_fake_head_whose_hugepage_is_in_use_in_6_1() =>
        Taken(Optimised(Prepared(Linux61.Design, page: 1)))
            .Do("walker-loads-count", frame: 0).Do("walker-adds", frame: 0)
            .Violates("speculative-references-harmless");

    [Fact]
    public void Find_a_fake_head_before_they_store_to_it_under_page_count_writable() =>
        Taken(Optimised(Prepared(Corrected518.Design, page: 1)))
            .Do("walker-enters", frame: 0).Do("walker-reads-next", frame: 0)
            .Expect("the walker gives up", s => s.WalkerAt.Value == Walker.Idle)
            .Holds("speculative-references-harmless");

    // "fix memory loads ordering": the count is not 0 any more when it is loaded.
    [Fact]
    public void Oops_where_the_fake_head_test_comes_before_the_count() =>
        Taken(Optimised(Prepared(TestsBeforeCount, page: 1), "walker-enters", "walker-tests-pg-head"))
            .Do("walker-loads-count", frame: 0).Do("walker-adds", frame: 0)
            .Violates("speculative-references-harmless");

    [Fact]
    public void Are_refused_by_the_same_test_where_the_count_is_loaded_first() =>
        Optimised(Prepared(CountsBeforeTest, page: 1), "walker-enters")
            .Expect("the count was 0", s => s.WalkerAt.Value == Walker.Idle);

    // __free_pages(): put_page_testzero() fails, and the put of the walker frees.
    [Fact]
    public void On_the_head_of_a_hugepage_that_is_restored_delay_its_end_until_they_are_dropped() =>
        Goes(HeldWhileRestored(Linux61.Design).Do("alloc-tail-frame", frame: 1).Do("alloc-tail-frame", frame: 2), "it is given to __free_pages()", s => s.At(0, Points.AwaitingLastPut),
            "restore", "map-tail-page", "reset-struct-page", "copy-tail-page", "flush-restored", "clear-hugetlb-type", "free-without-move")
            .Expect("it is not freed yet", s => s.At(0, Points.AwaitingLastPut) & s.Refcount[s.HeadFrame(0), 0] == 1)
            .Do("walker-puts").Expect("it is freed", s => s.At(0, Points.Destroying))
            .Holds("pinned-page-finds-its-head");

    [Fact]
    public void On_a_hugepage_whose_restore_fails_leave_it_off_the_free_list_until_they_are_dropped_in_6_1() =>
        HeldWhileRestored(Linux61.Design).Do("restore-fails").Do("add-back")
            .Expect("it is not free", s => !s.Freed[0]).Holds("failed-restore-changes-nothing")
            .Do("walker-puts").Do("enqueue").Expect("it is free", s => s.Freed[0] & s.Refcount[s.HeadFrame(0), 0] == 0);

    [Fact]
    public void On_a_hugepage_whose_restore_fails_are_a_bug_in_5_14() =>
        HeldWhileRestored(Linux514.Design).Do("restore-fails").Do("add-back").Violates("failed-restore-changes-nothing");

    private static Design AsReleased(bool countFirst) => Corrected518.Design with
    {
        Parts = Corrected518.Design.Parts.Replace<FakeHeadLookup>(new FakeHeadLookup(TestsPgHead: true)).Replace<PfnWalker>(new PfnWalker(GracePeriod: true, CountFirst: countFirst)),
    };

    // The pool gives a hugepage up, a user has one of its pages, the walker sees it, the page is freed, and the block is allocated as a hugepage again.
    private static Scenario Prepared(Design design, int page = 0) =>
        Goes(Scenario.Of(design), "the block is no hugepage", s => s.At(0, Points.Plain),
            "leave-unoptimised", "scan-begins", "scan-page", "set-hugetlb-type", "put-new-hugepage", "enqueue", "remove-from-pool", "find-list-reliable", "clear-hugetlb-type", "unfreeze", "free-without-move", "free-hugepage",
            "free-struct-pages")
        .Do("page-to-user", page: page).Do("walker-finds-page", page: page).Do("user-frees-page", page: page).Do("alloc-hugepage").Repeat("prep-compound-page");

    // Steps of the walker are taken just before the first entry is changed.
    private static Scenario Optimised(Scenario prepared, params string[] beforeTheRemap)
    {
        var begun = Goes(prepared, "the remap begins", s => s.At(0, Points.Remapping), "scan-begins", "scan-page", "set-hugetlb-type", "optimise");
        return Goes(beforeTheRemap.Aggregate(begun, (scenario, step) => scenario.Do(step)), "the hugepage is free", s => s.Freed[0],
            "remap-tail", "flush-remapped", "free-tail-frame", "set-optimised", "set-hugetlb-type", "put-new-hugepage", "enqueue");
    }

    private static Scenario Taken(Scenario free) => free.Do("dequeue");

    private static Scenario HeldWhileRestored(Design design) =>
        Goes(Optimised(Prepared(design)).Do("remove-from-pool"), "the restore begins", s => s.At(0, Points.RestoreAlloc), "find-list-reliable")
        .Do("walker-loads-count").Do("walker-adds").Violates("nobody-holds-a-remapped-page");

    private static Scenario Goes(Scenario scenario, string sentence, Func<State<Bit, Num>, Bit> holds, params string[] steps)
    {
        var known = scenario.ToInstance().Machine.Steps.Select(step => step.Name).ToHashSet();
        return scenario.DoUntil(sentence, holds, [.. steps.Where(known.Contains)]);
    }
}
