using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Before <c>mf_mutex</c> (171936ddaf97, v5.14) memory_failure() ran on several CPUs at once. mm/memory-failure.c of v5.9.</summary>
public sealed class Memory_failures_at_once
{
    // TestSetPageHWPoison(head): "already hardware poisoned".
    [Fact]
    public void Of_one_hugepage_are_told_apart_by_the_flag_of_its_head() =>
        SeesHugetlb(SeesHugetlb(InUse(ListV3.Design), page: 2), page: 1)
            .Do("flag-head").Expect("the second call has flagged the head", s => s.At(FailurePoints.Recorded))
            .Do("other-memory-failure").Do("flag-head").Expect("the first one is done", s => s.At(FailurePoints.Idle))
            .Do("other-memory-failure").Do("take-reference")
            .Expect("one of them holds a reference", s => s.FailureHoldsOn(0) & s.Refcount[s.HeadFrame(0), 0] == 2)
            .Holds("poison-recorded");

    // Patch 18 moves the flag off the head, so the call that stands between test and flag passes; its record is swept away with the aliases.
    [Fact]
    public void Of_one_hugepage_pass_both_where_the_first_moves_the_flag_away() =>
        SeesHugetlb(SeesHugetlb(InUse(Rfc2020.Design), page: 2), page: 1)
            .Do("other-memory-failure")
            .Do("flag-head").Do("take-reference").Do("unmap-users").Do("put-failed-page").Do("failure-enqueues").Do("dissolve-unmapped-page", frame: 1)
            .Do("other-memory-failure").Do("flag-head").Expect("the second call has flagged the head of what waits to be freed", s => s.At(FailurePoints.Recorded) & s.PgHwpoison[s.HeadFrame(0), 0])
            .Do("find-free").Do("memory-failure-ends")
            .Do("alloc-tail-frame", frame: 2).Do("alloc-tail-frame", frame: 3)
            .DoUntil("the hugepage is no more", s => s.At(0, Points.Plain), "restore", "copy-tail-page", "map-tail-page", "flush-restored", "free-hugepage", "sweep-flags", "clear-hugetlb-type", "free-struct-pages")
            .Violates("dissolved-flags-exact");

    [Fact]
    public void Do_not_keep_an_error_in_a_frame_waiting() =>
        InUse(Rfc2020.Design).Do("memory-failure", page: 1).Do("memory-failure-of-frame", frame: 3).Expect("the frame is taken away", s => s.Owner[3] == Owner.Retired);

    [Fact]
    public void Wait_for_one_another_since_mf_mutex()
    {
        var one = InUse(Linux514.Design).Do("memory-failure", page: 1);

        Assert.Throws<ScenarioException>(() => one.Do("memory-failure", page: 2));
        Assert.Throws<ScenarioException>(() => one.Do("memory-failure-of-frame", frame: 3));
    }

    private static Scenario InUse(Design design) =>
        Scenario.Of(design).In(new(Folios: 1, Pages: 4, Slots: 2, Frames: 4, Pins: 1))
            .DoUntil("the hugepage is on the free list", s => s.Freed[0], "optimise", "remap-tail", "flush-remapped", "free-tail-frame", "set-optimised", "set-hugetlb-type", "put-new-hugepage", "enqueue")
            .Do("dequeue");

    private static Scenario SeesHugetlb(Scenario scenario, int page) => scenario.Fails(page, slot: 1).SeenAsHugetlb();
}
