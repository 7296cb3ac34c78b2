using System.Text.Json.Nodes;
using Vmemmap.Model.Designs;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.CommandLine;

/// <summary>0 only if all is as expected, in either direction.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Exit_codes
{
    [Fact]
    public void Verdicts_that_the_solver_could_not_reach_give_1_and_are_named()
    {
        var run = Invocation.Of("--design", "corrected-5.18", "--invariant", "tail-resolves-to-head", "--rlimit", "1", "--json");

        Assert.Equal(1, run.ExitCode);
        var verdict = JsonNode.Parse(run.Lines[0])!;
        Assert.Equal(("undecided", "solver"), ((string)verdict["verdict"]!, (string)verdict["cause"]!));
        Assert.Matches("^[a-z-]+ (at [a-z-]+|initially|implied)$", (string)verdict["obstacle"]!);
        Assert.Equal(1, (int)JsonNode.Parse(run.Lines[^1])!["unexpected"]!);
    }

    private static readonly HashSet<string> NoRemedies = [];

    [Fact]
    public void A_refutation_that_the_design_does_not_expect_is_not_as_expected()
    {
        var design = Rfc2020.Design with { Refuted = Rfc2020.Design.Refuted.Only(r => r.Invariant != "frozen-while-remapped") };

        var verdicts = new Judge(threads: 0, SharedSolver.OfTheGate).Of(design, NoRemedies);

        var verdict = Assert.Single(verdicts, v => !v.IsExpected);
        Assert.Equal(("frozen-while-remapped", Ruling.Refuted, Ruling.Proved), (verdict.Invariant, verdict.Ruling, verdict.Expected));
    }

    [Theory]
    [InlineData(1, "remap-tail")]
    [InlineData(2, "flush-remapped")]
    public void A_refutation_of_another_length_or_by_another_step_is_not_as_expected_and_says_so(int steps, string lastStep)
    {
        var known = Rfc2020.Design.Refuted;
        var design = Rfc2020.Design with { Refuted = new("rfc-2020", [.. known.Select(r => r.Invariant == "shared-tails-read-only" ? r.After(steps, lastStep) : r)]) };
        StringWriter text = new();

        var verdicts = new Judge(threads: 0, SharedSolver.OfTheGate).Of(design, NoRemedies);
        UnexpectedReport.Write(new Terminal(text, TextWriter.Null, isInteractive: false, width: 160), design, [.. verdicts.Where(v => !v.IsExpected)]);

        var verdict = Assert.Single(verdicts, v => !v.IsExpected);
        Assert.Equal(("shared-tails-read-only", Ruling.Refuted, Ruling.Refuted, "remap-tail"), (verdict.Invariant, verdict.Ruling, verdict.Expected, verdict.LastStep));
        Assert.Contains(
            $"\n  refuted, but not as expected: shared-tails-read-only (expected After({steps}, \"{lastStep}\"), found After(2, \"remap-tail\"))\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_proved_is_looked_for_once_more()
    {
        // A walker's reference is found where steps are left out only, as an expectation says.
        var design = Rfc2020.Design with { Refuted = Rfc2020.Design.Refuted.Only(r => r.Invariant == "frozen-while-remapped" || r.Without.Count > 0) };

        var verdicts = new Judge(threads: 0, SharedSolver.OfTheGate).Of(design, NoRemedies);

        Assert.Equal(
            Rfc2020.Design.Refuted.Select(r => r.Invariant).Order(StringComparer.Ordinal),
            verdicts.Where(v => v.Ruling == Ruling.Refuted).Select(v => v.Invariant).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(verdicts, v => v.Ruling == Ruling.Undecided);
    }

    [Fact]
    public void Interrupted_gives_130_and_says_so()
    {
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();

        var run = Invocation.Of(interrupted.Token, "--design", "corrected-5.18");

        Assert.Equal((130, "", "Interrupted.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("explore --help")]
    [InlineData("replay --help")]
    public void Help_gives_0(string arguments)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }
}
