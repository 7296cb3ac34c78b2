using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What is said of a seeded bug, and of walks that show nothing.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Seeded_bugs
{
    [Fact]
    public void Meet_the_prover_and_the_explorer()
    {
        var run = Invocation.Of("--bug", "tails-left-writable", "--design", "linux-5.18", "--design", "rfc-2020");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| linux-5.18 +\| shared-tails-read-only +\| proved +\| refuted, 2 steps \|", run.Output);
        Assert.Contains("linux-5.18: found: shared-tails-read-only is violated after 2 steps; the proof breaks where ", run.Unfolded, StringComparison.Ordinal);
        Assert.Contains("rfc-2020 with its remedy (tails-read-only): found: shared-tails-read-only is violated after ", run.Unfolded, StringComparison.Ordinal);
        Assert.Equal("Found in 2 of 2 designs.", run.Lines[^1]);
    }

    [Fact]
    public void Are_judged_with_the_remedy_where_what_they_break_is_refuted()
    {
        var run = Invocation.Of("--bug", "undo-forgets-frame", "--design", "linux-5.14");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| linux-5.14, remedied +\| failed-restore-changes-nothing +\| proved +\| refuted, [0-9]+ steps \|", run.Output);
        Assert.Contains("linux-5.14 with its remedy (held-not-enqueued): found: failed-restore-changes-nothing is violated after ", run.Unfolded, StringComparison.Ordinal);
        Assert.Equal("Found in 1 of 1 designs.", run.Lines[^1]);
    }

    [Fact]
    public void Are_not_found_where_nothing_can_be_said_of_them()
    {
        var run = Invocation.Of("--bug", "keeps-one-frame", "--design", "linux-5.18");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("linux-5.18 with its remedy (flush-before-roll-back): not applicable: its layout is ", run.Unfolded, StringComparison.Ordinal);
        Assert.Equal("In none of these designs can anything be said of keeps-one-frame.", run.Lines[^1]);
    }

    [Fact]
    public void Are_told_to_machines()
    {
        var run = Invocation.Of("--bug", "tails-left-writable", "--design", "linux-5.18", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("""{"bug":"tails-left-writable","design":"linux-5.18","remedy":null,"invariant":"shared-tails-read-only","verdict":"refuted","expected":"proved","counterexampleLength":2}""", run.Lines[0]);
        Assert.Equal("""{"summary":true,"bug":"tails-left-writable","breaks":"shared-tails-read-only","designs":1,"found":1}""", run.Lines[^1]);
    }

    [Theory]
    [InlineData("--bug no-bug", "There is no bug 'no-bug': the names are free-before-flush, ")]
    [InlineData("--bug type-set-late --invariant tail-resolves-to-head", "With --bug there is no --invariant: ")]
    public void That_there_are_not_are_bad_input(string arguments, string sentence)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void That_break_what_is_broken_are_explored_with_the_remedy()
    {
        var run = Invocation.Of("explore", "--design", "linux-5.18", "--bug", "dequeue-ignores-poison");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("poison-contained is refuted in linux-5.18 without dequeue-ignores-poison too, so the bug is looked for in linux-5.18 with its remedy (", run.Unfolded, StringComparison.Ordinal);
        Assert.Matches(@"dequeue-ignores-poison:\s+poison-contained\s+\(PA\)\s+violated\s+after\s+[0-9]+\s+steps", run.Unfolded);
        Assert.EndsWith("Violated: error-marks-no-other-page, frozen-while-remapped, poison-contained.", run.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("frozen-while-remapped (S10) violated after", run.Unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public void That_break_what_is_broken_run_with_the_remedy()
    {
        var run = Invocation.Of("run", "--design", "linux-5.18", "--bug", "dequeue-ignores-poison", "--seed", "7919:104729", "--sequences", "40");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("poison-contained is refuted in linux-5.18 without dequeue-ignores-poison too, so the bug is looked for in linux-5.18 with its remedy (", run.Unfolded, StringComparison.Ordinal);
        Assert.Matches(@"dequeue-ignores-poison:\s+poison-contained\s+\(PA\)\s+violated\s+after\s+[0-9]+\s+steps", run.Unfolded);
    }

    [Fact]
    public void That_are_not_found_are_told_with_what_was_found()
    {
        var run = Invocation.Of("explore", "--design", "linux-5.18", "--bug", "bad-frame-freed", "--errors", "0", "--pages", "2", "--pins", "0", "--without", "read-compound-head", "--without", "walker-finds-page");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("Expected of bad-frame-freed: bad-frame-not-reused. Found: nothing that is not found without it.", run.Unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_looked_for_in_other_scopes_where_the_least_does_not_show_them()
    {
        var run = Invocation.Of("explore", "--design", "linux-5.18", "--bug", "bad-frame-freed");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("1 bad page.s., 0 bad frame.s., without .*: not found in [0-9,]+ states\n", run.Unfolded);
        Assert.Contains("linux-5.18 with bad-frame-freed: bad-frame-not-reused (PA) violated after 6 steps", run.Unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_told_by_one_story_for_each_root_cause_unless_all_are_asked_for()
    {
        string[] explore = ["explore", "--design", "corrected-5.18", "--bug", "optimised-not-flagged"];

        var (one, all) = (Invocation.Of(explore), Invocation.Of([.. explore, "--all"]));

        Assert.Equal((0, 0), (one.ExitCode, all.ExitCode));
        Assert.Single(Stories(one));
        Assert.Contains("flag-tells-the-mapping (S7) violated after ", Stories(one)[0], StringComparison.Ordinal);
        Assert.Contains("'--all' tells of each.", one.Output, StringComparison.Ordinal);
        Assert.True(Stories(all).Count > 1);

        static List<string> Stories(Invocation run) => [.. run.Lines.Where(line => line.Contains(" violated after ", StringComparison.Ordinal))];
    }

    [Fact]
    public void A_step_that_is_never_taken_in_a_complete_walk_is_said_aloud()
    {
        var run = Invocation.Of("explore", "--design", "linux-5.18", "--pages", "2", "--pins", "0", "--errors", "0", "--without", "read-compound-head", "--without", "walker-finds-page");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("Never taken in this scope, so that nothing is said of them: .*pin, unpin, .*memory-failure, ", run.Unfolded);
        Assert.DoesNotMatch("Never taken[^.]*walker-finds-page", run.Unfolded);
    }

    [Fact]
    public void A_walk_in_which_no_step_but_the_first_can_be_taken_fails()
    {
        var run = Invocation.Of(
            "explore", "--design", "linux-5.18", "--errors", "0", "--without", "leave-unoptimised", "--without", "remap-tail", "--without", "optimise-fails", "--without", "read-compound-head", "--without", "memory-failure-of-frame");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("Nothing is shown of linux-5.18: no step but 'optimise' can be taken.", run.Unfolded, StringComparison.Ordinal);
    }

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    // One with more frames than pages among them: linux-6.2 needs one for the head.
    [Theory]
    [MemberData(nameof(Designs))]
    public void A_walk_is_in_the_small_scope_of_the_design_unless_sizes_are_given(string name)
    {
        var small = Catalogue.Find(name)!.SmallScope;

        var (one, two) = (Invocation.Of("explore", "--design", name, "--states", "1"), Invocation.Of("explore", "--design", name, "--states", "1", "--folios", "2"));

        Assert.Contains($"{small}", one.Unfolded, StringComparison.Ordinal);
        Assert.Contains($"{small with { Folios = 2, Frames = small.Frames + small.Pages }}", two.Unfolded, StringComparison.Ordinal);
    }
}
