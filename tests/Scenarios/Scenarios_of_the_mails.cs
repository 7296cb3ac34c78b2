using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What the explorer found, typed by hand as the mails and commits tell it: the same counterexamples, and why they are none elsewhere.</summary>
public sealed class Scenarios_of_the_mails
{
    /// <summary>Matthew Wilcox, 2020-09-15 18:15. What the design holds as data, typed with what is the case on the way.</summary>
    [Fact]
    public void One_memory_error_on_a_tail_in_use_marks_every_page_that_shares_its_struct_page()
    {
        var inUse = OptimisedInUse.Expect("its tail pages are shared", s => s.Optimised[0] & s.Pte[0, 1] == 1 & s.Pte[0, 2] == 1 & s.Pte[0, 3] == 1);

        var recorded = inUse
            .Fails(page: 2, slot: 1).SeenAsHugetlb().Do("flag-head")
            .Expect("the flag of the head stands for the hugepage", s => s.PgHwpoison[0, 0] & !s.PgHwpoison[1, 1])
            .Holds("error-marks-no-other-page");
        var dissolved = recorded
            .Do("take-reference").Do("unmap-users").Do("put-failed-page").Do("failure-enqueues").Do("dissolve-unmapped-page")
            .Expect("head+5, head+9 and head+13 are one struct page, and it has the flag", s => s.PgHwpoison[1, 1] & !s.PgHwpoison[0, 0])
            .Expect("one of them is bad", s => !s.Bad[0, 1, 1] & s.Bad[0, 2, 1] & !s.Bad[0, 3, 1])
            .Violates("error-marks-no-other-page");

        Assert.Equal(Scenario.Of(Rfc2020.Design, Rfc2020.Design.Tellings[0]).Cells, dissolved.Cells);
    }

    /// <summary>Patch 18 clears what it set too much, and with it a second error: the same whether that comes before the restore or after it.</summary>
    [Fact]
    public void A_second_error_before_the_sweep_is_swept_with_the_aliases_of_the_first()
    {
        var dissolved = OptimisedInUse
            .Fails(page: 2, slot: 1).SeenAsHugetlb().Do("flag-head").Do("take-reference").Do("unmap-users").Do("put-failed-page").Do("failure-enqueues").Do("dissolve-unmapped-page");

        FreedAfter(Restored(dissolved)).Holds("dissolved-flags-exact");
        FreedAfter(Restored(SecondError(dissolved))).Violates("dissolved-flags-exact");
        FreedAfter(SecondError(Restored(dissolved))).Violates("dissolved-flags-exact");

        static Scenario SecondError(Scenario scenario) => scenario.Fails(page: 3, slot: 2).SeenAsHugetlb().Do("flag-head");
        static Scenario Restored(Scenario scenario) => scenario
            .Do("alloc-tail-frame", frame: 2).Do("alloc-tail-frame", frame: 3).Do("restore")
            .DoUntil("each frame of the list is mapped", s => s.ListLength[0] == 0, "copy-tail-page", "map-tail-page")
            .Do("flush-restored");
        static Scenario FreedAfter(Scenario scenario) => scenario.Do("free-hugepage").Repeat("sweep-flags").Do("clear-hugetlb-type").Repeat("free-struct-pages");
    }

    [Fact]
    public void One_memory_error_in_a_tail_of_the_proposal_poisons_healthy_pages()
    {
        var scenario = Scenario.Of(Rfc2020.Design)
            .Do("optimise").Do("remap-tail")
            .Fails(page: 1).Do("failure-sees-ordinary").Do("flag-page")
            .Violates("error-marks-no-other-page");

        GoldenText.AssertEqual("Stories/Golden/rfc-2020.error-marks-no-other-page.txt", Story.Tell(scenario.CounterexampleTo("error-marks-no-other-page")));
    }

    [Fact]
    public void The_fake_head_rule_of_5_18_takes_a_tail_for_a_head_when_its_two_loads_go_through_two_translations()
    {
        var firstLoad = Scenario.Of(Linux518.Design)
            .Do("optimise").Do("remap-tail")
            .Do("read-compound-head", page: 1, frame: 0);

        firstLoad.Do("read-pg-head", frame: 0).Do("read-next-page", frame: 0).Holds("lookup-across-remaps-finds-head");
        var scenario = firstLoad.Do("read-pg-head", frame: 1).Violates("lookup-across-remaps-finds-head");

        GoldenText.AssertEqual(
            "Stories/Golden/linux-5.18.lookup-across-remaps-finds-head.txt", Story.Tell(scenario.CounterexampleTo("lookup-across-remaps-finds-head")));
    }

    [Fact]
    public void Tails_that_are_freed_before_the_flush_can_still_be_reached()
    {
        var scenario = Scenario.Of(Corrected518.Design)
            .Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type").Do("optimise").Repeat("remap-tail").Do("flush-remapped").Do("free-tail-frame");

        scenario.Holds("freed-frame-unreachable");
        scenario.With(SeededBugs.Find("free-before-flush")!).Violates("freed-frame-unreachable");
    }

    [Fact]
    public void A_hugepage_that_leaves_the_pool_gets_a_frame_for_each_tail_page_or_goes_back_as_it_was()
    {
        var inPool = Scenario.Of(Corrected518.Design)
            .Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type").Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised")
            .Do("put-new-hugepage").Do("enqueue");
        var oneFrame = inPool.Do("remove-from-pool").Do("alloc-tail-frame", frame: 1);

        var restored = oneFrame
            .Do("alloc-tail-frame").Do("restore")
            .DoUntil("each frame of the list is mapped", s => s.ListLength[0] == 0, "copy-tail-page", "reset-struct-page", "map-tail-page")
            .Do("flush-restored");
        var backInPool = oneFrame.Do("restore-fails").Repeat("free-restore-frame").Do("add-back");

        restored.Expect("each vmemmap page has a frame of its own", s => s.Pte[0, 0] != s.Pte[0, 1] & s.Pte[0, 1] != s.Pte[0, 2] & s.Pte[0, 2] != s.Pte[0, 0]);
        Assert.Equal(inPool.Cells, backInPool.Cells);
    }

    private static Scenario OptimisedInUse => Scenario.Of(Rfc2020.Design).In(new Scope(Folios: 1, Pages: 4, Slots: 4, Frames: 4, Pins: 1))
        .Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised")
        .Do("set-hugetlb-type").Do("put-new-hugepage").Do("enqueue").Do("dequeue").Do("instantiate");

    /// <summary>A counterexample that an engine found is a scenario too.</summary>
    [Theory]
    [MemberData(nameof(Counterexamples.All), MemberType = typeof(Counterexamples))]
    public void Every_counterexample_can_be_typed(string design, string? bug, string invariant)
    {
        var trace = Counterexamples.Of(design, bug, invariant);

        var scenario = Scenario.Of(trace).Violates(invariant);

        Assert.Equal(Story.Tell(trace), Story.Tell(scenario.CounterexampleTo(invariant)));
    }
}
