using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Tests.Stories;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What the explorer found, typed by hand as the mails and commits tell it: the same counterexamples, and why they are none elsewhere.</summary>
public sealed class Scenarios_of_the_mails
{
    [Fact]
    public void One_memory_error_in_a_tail_of_the_proposal_poisons_healthy_pages()
    {
        var scenario = Scenario.Of(Rfc2020.Design)
            .Do("optimise").Do("remap-tail")
            .Do("memory-failure", page: 1).Do("failure-sees-ordinary").Do("flag-page")
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
        var scenario = Scenario.Of(Corrected.Design)
            .Do("set-hugetlb-type").Do("optimise").Repeat("remap-tail").Do("flush-remapped").Do("free-tail-frame");

        scenario.Holds("freed-frame-unreachable");
        scenario.With(SeededBugs.Find("free-before-flush")!).Violates("freed-frame-unreachable");
    }

    [Fact]
    public void A_hugepage_that_leaves_the_pool_gets_a_frame_for_each_tail_page_or_goes_back_as_it_was()
    {
        var inPool = Scenario.Of(Corrected.Design)
            .Do("set-hugetlb-type").Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised")
            .Do("enqueue");
        var oneFrame = inPool.Do("remove-from-pool").Do("alloc-tail-frame", frame: 1);

        var restored = oneFrame
            .Do("alloc-tail-frame").Do("restore")
            .DoUntil("each frame of the list is mapped", s => s.ListLength[0] == 0, "copy-tail-page", "reset-struct-page", "map-tail-page")
            .Do("flush-restored");
        var backInPool = oneFrame.Do("restore-fails").Repeat("free-restore-frame").Do("add-back");

        restored.Expect("each vmemmap page has a frame of its own", s => s.Pte[0, 0] != s.Pte[0, 1] & s.Pte[0, 1] != s.Pte[0, 2] & s.Pte[0, 2] != s.Pte[0, 0]);
        Assert.Equal(inPool.Cells, backInPool.Cells);
    }

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
