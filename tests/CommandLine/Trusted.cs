using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify trusted</c>: what must be believed, on one page.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Trusted
{
    private static readonly string[] Fields = ["path", "lines", "part", "verdicts", "says"];

    [Fact]
    public void The_page_lists_each_file_with_its_lines_and_what_it_says()
    {
        var run = Invocation.Of("trusted");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| +properties/Traces/Replay\.cs +\| +\d+ \| Replays a trace concretely, step by step: a counterexample counts only if it does\. +\|", run.Output);
        Assert.DoesNotContain("properties/Exploration", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Lemmas.cs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_in_the_order_shared_refuted_proved_stored()
    {
        var titles = Invocation.Of("trusted").Lines.Where(line => line.StartsWith("For ", StringComparison.Ordinal)).Select(line => line.Split(" (")[0]);

        Assert.Equal(["For every verdict", "For 'refuted' also", "For 'proved' also", "For 'proved' without --fresh also"], titles);
    }

    [Fact]
    public void The_sums_of_every_design_and_of_the_theorem_stand_at_the_end()
    {
        var run = Invocation.Of("trusted");

        Assert.All(Catalogue.All, design => Assert.Matches($@"\| {Regex.Escape(design.Name)} +\| +[\d,]+ \| +[\d,]+ \| +[\d,]+ \| +[\d,]+ \|", run.Output));
        Assert.Matches(@"\ntheorem: \d+ lines \(to be under 120\)\n", run.Output);
    }

    [Fact]
    public void With_a_design_only_its_own_files_are_listed()
    {
        var run = Invocation.Of("trusted", "--design", "linux-5.18");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("/Linux518.cs", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("/Linux514.cs", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("| linux-5.14 ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void For_machines_there_is_one_line_for_each_file_and_each_design_and_a_summary()
    {
        var run = Invocation.Of("trusted", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        List<JsonObject> lines = [.. run.Lines.Select(line => JsonNode.Parse(line)!.AsObject())];
        var files = lines.Where(line => line.ContainsKey("path")).ToList();
        Assert.All(files, file => Assert.Equal(Fields, file.Select(field => field.Key)));
        Assert.Equal(Catalogue.All.Select(design => design.Name), lines.Where(line => line.ContainsKey("design")).Select(line => (string)line["design"]!));
        var summary = lines[^1];
        Assert.Equal((true, files.Count, LinesFor("refuted"), LinesFor("proved")),
            ((bool)summary["summary"]!, (int)summary["files"]!, (int)summary["refuted"]!, (int)summary["proved"]!));
        Assert.True((int)summary["allLines"]! > (int)summary["proved"]!);

        int LinesFor(string verdict) => files.Where(file => file["verdicts"]!.AsArray().Any(v => (string)v! == verdict)).Sum(file => (int)file["lines"]!);
    }

    [Fact]
    public void The_sum_of_a_design_is_that_of_its_invariants_state_and_steps()
    {
        var lines = Invocation.Of("trusted", "--design", "corrected-5.18", "--json").Lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

        var sums = Assert.Single(lines, line => line.ContainsKey("design"));
        Assert.Equal("corrected-5.18", (string)sums["design"]!);
        Assert.Equal((int)sums["together"]!, new[] { "invariants", "state", "steps" }.Sum(part => (int)sums[part]!));
        Assert.All(new[] { "invariants", "state", "steps" }, part => Assert.Equal(
            (int)sums[part]!,
            lines.Where(line => (string?)line["part"] == part).Sum(line => (int)line["lines"]!)));
    }
}
