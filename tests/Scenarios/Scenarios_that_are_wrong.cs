using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Scenarios;

/// <summary>One sentence says what is wrong, where, and what is allowed; below it stands the story so far.</summary>
[Trait("Category", "Fast")]
public sealed class Scenarios_that_are_wrong
{
    private const string StoryOfTwoSteps = """
        rfc-2020: 2 steps
          Design: RFC of September 2020: two frames kept, tails writable, poison set through the alias.
          Scope:  1 hugepage of 3 vmemmap pages (VP0..VP2) with 2 struct pages each (head..head+5), 3 frames (f0..f2), 1 pin.

          1. free_huge_page_vmemmap()  [optimise]
               stage: prepared -> remapping, the walk is at VP2
          2. vmemmap_remap_pte()  [remap-tail]
               VP2: f2 rw -> f1 rw, CPUs may still hold VP2 -> f2; frame f2: VP2 -> list; the walk is complete

                  VP0     VP1     VP2
          before  a*b   | cd    | ef
                  f0 rw   f1 rw   f2 rw
          after   a*b   | cd    | cd
                  f0 rw   f1 rw   f1 rw
                                  stale->f2 (list)
          not mapped after: f2 (list)
          one letter = one struct page in memory, * PG_head

        """;

    private static readonly Scenario Boot = Scenario.Of(Rfc2020.Design);
    private static readonly Scenario Remapped = Boot.Do("optimise").Do("remap-tail");

    [Fact]
    public void An_unknown_step_is_named_with_its_number_and_the_steps_there_are()
    {
        Refused(() => Boot.Do("remap"), "Step 1, 'remap', is not one of rfc-2020: its steps are alloc-hugepage, prep-compound-page, ");
        Refused(() => Boot.Do("optimise").Repeat("remap"), "Step 2, 'remap', is not one of rfc-2020: its steps are ");
        Refused(() => Boot.DoUntil("it is done", _ => false, "remap"), "Step 1, 'remap', is not one of rfc-2020: its steps are ");
        Refused(() => Boot.Do(new Move("remap", default)), "Step 1, 'remap', is not one of rfc-2020: its steps are ");
    }

    [Fact]
    public void A_step_that_cannot_be_taken_is_named_with_the_condition_that_does_not_hold_and_the_steps_that_can() => RefusedWithStory(
        () => Remapped.Do("remap-tail"),
        "Step 3, 'remap-tail', cannot be taken: it does not hold that an entry is left to change. What can be taken: "
        + "flush-remapped, memory-failure, memory-failure-of-frame, read-compound-head.");

    [Fact]
    public void A_parameter_that_the_step_has_not_is_named_with_those_it_has()
    {
        Refused(() => Boot.Do("optimise", slot: 1), "Step 1, 'optimise', has no parameter 'slot': it has folio.");
        Refused(() => Boot.Do("failure-sees-ordinary", pin: 0), "Step 1, 'failure-sees-ordinary', has no parameter 'pin': it has none.");
    }

    [Fact]
    public void A_value_that_the_scope_has_not_is_named_with_those_it_has()
    {
        Refused(() => Boot.Do("memory-failure", page: 3), "In step 1, 'memory-failure', the page is 3, but it must be from 0 to 2.");
        Refused(() => Boot.Do("memory-failure", slot: -1), "In step 1, 'memory-failure', the slot is -1, but it must be from 0 to 1.");
        Refused(() => Boot.Do(new Move("optimise", default(At<Num>) with { Folio = 1 })), "In step 1, 'optimise', the folio is 1, but it must be from 0 to 0.");
        Refused(() => Boot.In(Rfc2020.Design.SmallScope with { Pins = 0 }).Do("unpin"), "In step 1, 'unpin', the pin is 0, but the scope has none.");
    }

    [Fact]
    public void A_frame_that_is_left_out_although_it_matters_which_is_asked_for()
    {
        Refused(() => Boot.Do("memory-failure-of-frame"), "Step 1, 'memory-failure-of-frame', can be taken with frame 0 or 1 or 2: say which.");
        RefusedWithStory(() => Remapped.Do("read-compound-head", page: 2), "Step 3, 'read-compound-head', can be taken with frame 1 or 2: say which.");
        Refused(() => Boot.Do("pin"), "Step 1, 'pin', cannot be taken: it does not hold that the user has the page mapped.");
    }

    [Fact]
    public void An_unknown_invariant_is_named_with_those_there_are()
    {
        Refused(() => Boot.Holds("errors"), "There is no invariant 'errors': the names are tail-resolves-to-head, ");
        RefusedWithStory(() => Remapped.Violates("errors"), "There is no invariant 'errors': the names are tail-resolves-to-head, ");
    }

    [Fact]
    public void A_walk_that_does_not_end_is_told_from_one_that_cannot_go_on()
    {
        var withUser = Boot.In(Rfc2020.Design.SmallScope with { Frames = 4 }).Do("frame-to-user");
        Refused(() => withUser.Repeat("user-overwrites-frame"), "Step 2, 'user-overwrites-frame', can be taken without end.");
        Refused(() => Boot.Repeat("flush-remapped"), "Step 1, 'flush-remapped', cannot be taken: it does not hold that stage is 'remapping'.");
        RefusedWithStory(
            () => Remapped.DoUntil("the hugepage is in use", s => s.UserHolds[0], "remap-tail", "enqueue"),
            "It does not come about that the hugepage is in use: none of these can be taken: remap-tail, enqueue.");
        Refused(
            () => Boot.DoUntil("the hugepage is gone", _ => false, "memory-failure", "failure-reads-compound-head", "failure-sees-ordinary", "flag-page"),
            "It does not come about that the hugepage is gone: without end one of these can be taken: memory-failure, failure-reads-compound-head, failure-sees-ordinary, flag-page.");
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_refused()
    {
        var trace = Remapped.CounterexampleTo("type-covers-shared-tails");

        Refused(() => Remapped.With(SeededBugs.Find("raw-errors-dropped")!), "The bug 'raw-errors-dropped' cannot be made in rfc-2020.");
        Refused(() => Scenario.Of(trace with { Design = "rfc-2021" }), "There is no design 'rfc-2021': the names are rfc-2020, ");
        Refused(() => Scenario.Of(trace with { Bug = "no-bug" }), "There is no bug 'no-bug': the names are free-before-flush, ");
        Assert.Throws<ScopeException>(() => Remapped.In(Rfc2020.Design.SmallScope with { Frames = 2 }));
    }

    [Fact]
    public void What_can_be_done_with_a_bug_only_cannot_be_done_without()
    {
        var poisoned = Scenario.Of(Corrected518.Design).Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type").Do("leave-unoptimised").Do("put-new-hugepage").Do("enqueue").Fails(slot: 1).Do("record-raw-error");

        Refused(() => poisoned.Do("dequeue"), "Step 12, 'dequeue', cannot be taken: it does not hold that PageHWPoison(head) is clear. What can be taken: ");
        poisoned.With(SeededBugs.Find("dequeue-ignores-poison")!).Do("memory-failure-ends").Do("dequeue").Violates("poison-contained");
    }

    [Fact]
    public void A_claim_that_is_false_fails_with_the_story()
    {
        RefusedWithStory(
            () => Remapped.Violates("error-marks-no-other-page"),
            "After step 2 'error-marks-no-other-page' holds; what is violated there: shared-tails-read-only, type-covers-shared-tails, frozen-while-remapped.");
        RefusedWithStory(() => Remapped.Expect("the tails are flushed", s => !s.Stale[0, 2, 2]), "After step 2 it does not hold that the tails are flushed.");
        Refused(() => Boot.Expect("the hugepage is optimised", s => s.Optimised[0]), "Before the first step it does not hold that the hugepage is optimised.");
    }

    [Fact]
    public void That_something_holds_which_is_violated_fails_with_the_story_that_tells_what_is_wrong()
    {
        var failed = Assert.Throws<ScenarioException>(() => Remapped.Holds("type-covers-shared-tails"));

        Assert.StartsWith(
            "After step 2 'type-covers-shared-tails' does not hold.\n\nrfc-2020: type-covers-shared-tails (S16) violated after 2 steps\n", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("Wrong: VP2 (f1 rw): the hugepage has no hugetlb type.\n", failed.Message, StringComparison.Ordinal);
    }

    private static void Refused(Func<Scenario> scenario, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<ScenarioException>(scenario).Message, StringComparison.Ordinal);

    private static void RefusedWithStory(Func<Scenario> scenario, string sentence)
    {
        Refused(scenario, sentence);
        Assert.EndsWith($".\n\n{StoryOfTwoSteps}", Assert.Throws<ScenarioException>(scenario).Message, StringComparison.Ordinal);
    }
}
