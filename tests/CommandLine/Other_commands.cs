using System.Globalization;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.CommandLine;

/// <summary>Savings, exploration and the report for people.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Other_commands
{
    [Fact]
    public void Savings_prints_every_kind_of_hugepage_with_the_numbers_of_the_mails()
    {
        var run = Invocation.Of("savings");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var small = run.Lines.First(line => line.Contains("x86-64", StringComparison.Ordinal) && line.Contains("2 MiB", StringComparison.Ordinal));
        Assert.Contains(" 6 ", small, StringComparison.Ordinal);
        Assert.Contains(" 7 ", small, StringComparison.Ordinal);
        var large = run.Lines.First(line => line.Contains("x86-64", StringComparison.Ordinal) && line.Contains("1 GiB", StringComparison.Ordinal));
        Assert.Contains(" 4094 ", large, StringComparison.Ordinal);
        Assert.Contains(" 4095 ", large, StringComparison.Ordinal);
    }

    [Fact]
    public void Savings_do_not_depend_on_the_locale()
    {
        var (here, expected) = (CultureInfo.CurrentCulture, Invocation.Of("savings").Output);
        var elsewhere = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (elsewhere.NumberFormat.NumberDecimalSeparator, elsewhere.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = elsewhere;

            Assert.Equal(expected, Invocation.Of("savings").Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void A_small_scope_is_explored_completely()
    {
        var run = Invocation.Of("explore", "--design", "corrected-5.18", "--pages", "2", "--pins", "0", "--errors", "0");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 folio(s) x 2 vmemmap pages x 2 struct pages, 2 frames, 0 pin(s) per folio", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not complete", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_left_out_is_not_taken_and_the_result_says_so()
    {
        var run = Invocation.Of("explore", "--design", "corrected-5.18", "--pages", "2", "--pins", "0", "--errors", "0", "--without", "frame-to-user", "--without", "pin");

        Assert.Contains("0 bad page(s), 0 bad frame(s), without frame-to-user, pin", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\| frame-to-user +\| +left out \|", run.Output);
    }

    [Fact]
    public void An_export_writes_a_model_of_each_machine_for_each_tool()
    {
        using TemporaryDirectory directory = new();

        var run = Invocation.Of(
            "export", "--murphi", directory.Path, "--tla", directory.File("tla"), "--design", "corrected-5.18", "--design", "linux-5.14",
            "--bug", "map-before-copy", "--pins", "2", "--lemmas", "--invariant", "contents-before-mapping");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(6, run.Lines.Count);
        var model = File.ReadAllText(directory.File("linux-5.14.map-before-copy.m"));
        Assert.Contains("-- Scope: 1 folio(s) x 4 vmemmap pages x 2 struct pages, 3 pages to a page table, 4 frames, 2 pin(s) per folio.", model, StringComparison.Ordinal);
        Assert.Contains("invariant \"contents-before-mapping\"", model, StringComparison.Ordinal);
        Assert.Contains("invariant \"stale-translations\"", model, StringComparison.Ordinal);
        Assert.DoesNotContain("invariant \"poison-contained\"", model, StringComparison.Ordinal);
        Assert.Equal(
            ["corrected_5_18_map_before_copy.cfg", "corrected_5_18_map_before_copy.tla", "linux_5_14_map_before_copy.cfg", "linux_5_14_map_before_copy.tla"],
            Directory.GetFiles(directory.File("tla")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_exploration_that_stops_early_says_so()
    {
        var run = Invocation.Of("explore", "--design", "corrected-5.18", "--states", "50");

        Assert.Equal((4, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            @"not complete, stopped at the number of states allowed: every state of up to \d+ steps was reached and checked; \d+ states wait for their steps to be taken\n",
            run.Unfolded);
        Assert.Matches(@"^No invariant is violated in what was reached \(depth \d+, \d+ states\)\.$", run.Lines[^1]);
    }

    [Theory]
    [InlineData("--states 50", 4)]
    [InlineData("--states 50 --allow-incomplete", 0)]
    [InlineData("--states 50 --bug free-before-flush", 4)]
    [InlineData("--states 50 --bug free-before-flush --allow-incomplete", 1)]
    [InlineData("--bug free-before-flush", 0)]
    public void A_part_of_a_walk_is_no_success_unless_it_is_said_to_be_enough(string arguments, int expected)
    {
        var run = Invocation.Of($"explore --design corrected-5.18 {arguments}".Split(' '));

        Assert.Equal((expected, ""), (run.ExitCode, run.Error));
        Assert.Equal(arguments.Contains("--states", StringComparison.Ordinal), run.Lines[^1].Contains(" in what was reached (depth ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_violation_that_nobody_expects_is_not_as_expected_however_little_was_walked()
    {
        var design = Rfc2020.Design with { Refuted = Expectations.None };
        var instance = new Instance(design, design.SmallScope);
        var result = new Explorer(instance, Bounds.Default, options: new() { States = 200 }).Run();

        Assert.Equal(Ending.States, result.Ending);
        Assert.Equal((1, 1), (Expected.ExitCodeFor(design, bug: null, result, allowIncomplete: false), Expected.ExitCodeFor(design, bug: null, result, allowIncomplete: true)));
    }

    [Fact]
    public void An_exploration_that_uses_the_memory_allowed_says_how_far_it_got()
    {
        var run = Invocation.Of("explore", "--design", "corrected-5.18", "--memory", "8");

        Assert.Equal((4, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"not complete, stopped at the memory allowed \(\d+ MiB in use\): every state of up to \d+ steps was reached and checked; ", run.Output);
    }

    [Fact]
    public void An_exploration_that_stopped_goes_on_from_its_checkpoint()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("corrected-5.18.walk");
        string[] explore = ["explore", "--design", "corrected-5.18", "--pages", "2", "--pins", "0", "--errors", "0", "--symmetric"];

        var stopped = Invocation.Of([.. explore, "--states", "100", "--checkpoint", file]);
        var resumed = Invocation.Of([.. explore, "--resume", file]);

        Assert.Equal((4, ""), (stopped.ExitCode, stopped.Error));
        Assert.EndsWith($"What was reached is in {file}: the same command with --resume {file} goes on.\n", stopped.Output, StringComparison.Ordinal);
        Assert.Equal(Invocation.Of(explore), resumed);
        Assert.Contains(", complete: ", resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exploration_up_to_symmetry_has_fewer_states_and_the_same_verdict()
    {
        string[] explore = ["explore", "--design", "linux-5.18", "--pages", "2", "--frames", "4", "--errors", "0", "--without", "read-compound-head"];

        var (all, reduced) = (Invocation.Of(explore), Invocation.Of([.. explore, "--symmetric"]));

        Assert.Equal((0, 0), (all.ExitCode, reduced.ExitCode));
        Assert.Equal(all.Lines[^1], reduced.Lines[^1]);
        Assert.NotEqual(all.Lines[1], reduced.Lines[1]);
    }

    [Fact]
    public void An_exploration_with_a_bug_tells_its_story()
    {
        var run = Invocation.Of("explore", "--design", "corrected-5.18", "--bug", "free-before-flush");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("corrected-5.18 with free-before-flush: freed-frame-unreachable (S3) violated after 10 steps", run.Output, StringComparison.Ordinal);
        Assert.Contains("Wrong: VP1 -> f1, which CPUs may still hold: frame f1 is with the buddy allocator.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_exploration_shows_what_it_has_and_gives_130()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();

        var run = Invocation.Of(interrupted.Token, "explore", "--design", "corrected-5.18");

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("not complete, interrupted: every state of up to 0 steps was reached and checked; 1 states wait", run.Output, StringComparison.Ordinal);
        Assert.Equal("Interrupted.\n", run.Error);
    }

    [Fact]
    public void The_report_for_people_has_the_table_the_stories_and_the_totals()
    {
        var run = Invocation.Of("--design", "linux-5.18", "--invariant", "lookup-across-remaps-finds-head", "--invariant", "freed-frame-unreachable");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| freed-frame-unreachable +\| S3 +\| proved +\|", run.Output);
        Assert.Matches(@"\| lookup-across-remaps-finds-head \| S1 +\| 4; 18 +\|", run.Output);
        Assert.DoesNotContain("poison-recorded", run.Output, StringComparison.Ordinal);
        Assert.Contains("linux-5.18: lookup-across-remaps-finds-head (S1) violated after 4 steps", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("2 verdicts", run.Lines[^1], StringComparison.Ordinal);
        // The exceptions of the table again: it has left the screen by then.
        Assert.Equal("linux-5.18: 1 proved, 1 refuted as expected: lookup-across-remaps-finds-head (4; 18)", run.Lines[^2]);
    }

    [Fact]
    public void What_is_not_expected_stands_last_too()
    {
        var run = Invocation.Of("--design", "corrected-5.18", "--invariant", "tail-resolves-to-head", "--rlimit", "1");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("corrected-5.18: NOT EXPECTED: tail-resolves-to-head (undecided)", run.Lines[^2]);
    }
}
