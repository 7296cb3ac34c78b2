using System.Text.Json.Nodes;
using Vmemmap.Model;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Page;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Proofs;

/// <summary>A derived design that is neither proved nor refuted is not left alone with that.</summary>
public sealed class Undecided_verdicts
{
    private const string Obstacle = "references-counted at come-from-nowhere";

    [Fact]
    public void Say_why_in_the_verdict_the_table_the_report_the_page_and_the_lines_for_machines()
    {
        var design = DerivedDesigns.WithStepFromNowhere;
        StringWriter text = new(), lines = new();
        Terminal terminal = new(text, TextWriter.Null, isInteractive: false, width: 10_000);
        // There is nothing to be found.
        Judge judge = new(threads: 0, SharedSolver.OfTheGate) { StatesOfEachScope = 20_000, Broke = (broken, obstacles) => ObstacleReport.Write(terminal, broken, obstacles) };

        var verdicts = judge.Of(design);
        var told = text.ToString();
        VerdictTable.Write(terminal, verdicts);
        UnexpectedReport.Write(terminal, design, [.. verdicts.Where(verdict => !verdict.IsExpected)]);
        JudgedRun run = new([design], verdicts, [], new(0, "none", 0, 0, 0));
        VerdictJson.Write(lines, run);
        var page = JsonNode.Parse(PageJson.Of(run))!["verdicts"]!.AsArray();

        // As soon as it broke, before the verdicts.
        Assert.StartsWith($"\n{design.Name}: the proof breaks where come-from-nowhere must preserve references-counted.\n\n{design.Name}: references-counted does not survive [come-from-nowhere]", told, StringComparison.Ordinal);
        Assert.Matches(@"\nNot reached: references-counted holds in every state that is reached where only those act who act here \(\d+ states, complete\), .* A lemma is missing or too weak\.\n", told);

        var undecided = verdicts.Where(verdict => verdict.Ruling == Ruling.Undecided).ToList();
        Assert.Contains("moved-only-when-listed", undecided.Select(verdict => verdict.Invariant));
        Assert.All(undecided, verdict => Assert.Equal((Cause.Lemma, Obstacle), (verdict.Obstacle!.Broken.Cause, verdict.Obstacle.Name)));
        Assert.All(verdicts.Except(undecided), verdict => Assert.Null(verdict.Obstacle));
        Assert.Matches(@"\| moved-only-when-listed +\| S22 +\| UNDECIDED \(lemma\) not expected \|", text.ToString());
        Assert.Contains($"\n{design.Name}, undecided (lemma): {Obstacle}\n", text.ToString(), StringComparison.Ordinal);
        Assert.Matches($@"\n  undecided \(lemma: {Obstacle}\): .*moved-only-when-listed", text.ToString());
        Assert.All(lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1).Select(line => JsonNode.Parse(line)!), line => Assert.Equal(
            (string)line["verdict"]! == "undecided" ? ("lemma", Obstacle) : (null, null), ((string?)line["cause"], (string?)line["obstacle"])));
        Assert.Equal(undecided.Select(verdict => verdict.Invariant), page.Where(verdict => verdict!["told"] is not null).Select(verdict => (string)verdict!["i"]!));
        Assert.All(page.Where(verdict => verdict!["told"] is not null), verdict => Assert.Contains("references-counted does not survive [come-from-nowhere]", (string)verdict!["told"]!, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_looked_for_in_wider_scopes_than_the_least_and_what_is_found_there_replays()
    {
        var design = DerivedDesigns.WrongWithThreeTails;
        StringWriter text = new(), lines = new();

        var verdicts = new Judge(threads: 0, SharedSolver.OfTheGate).Of(design);
        UnexpectedReport.Write(new(text, TextWriter.Null, isInteractive: false, width: 10_000), design, [.. verdicts.Where(verdict => !verdict.IsExpected)]);
        VerdictJson.Write(lines, new([design], verdicts, [], new(0, "none", 0, 0, 0)));

        var refuted = Assert.Single(verdicts, verdict => !verdict.IsExpected);
        Assert.Equal(("stores-to-the-head-survive", Ruling.Refuted, "store-behind-third-tail"), (refuted.Invariant, refuted.Ruling, refuted.LastStep));
        Assert.True(refuted.Counterexample!.Scope.Pages > design.SmallScope.Pages, $"found in {refuted.Counterexample.Scope}");
        Assert.Null(Replay.Problem(new Instance(design, refuted.Counterexample.Scope), refuted.Counterexample));
        Assert.Matches($@"\n  refuted, but expected to be proved: stores-to-the-head-survive \(After\(\d+, ""store-behind-third-tail""\) in 1 folio\(s\) x {refuted.Counterexample.Scope.Pages} ", text.ToString());
        Assert.Contains($"\"counterexampleScope\":\"{refuted.Counterexample.Scope}\"", lines.ToString(), StringComparison.Ordinal);
    }
}
