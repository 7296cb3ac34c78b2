using System.Text.Json.Nodes;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Proofs;

/// <summary>A remedy is a claim like any other: with one change too few it is not as expected.</summary>
public sealed class Remedies_that_do_not_help
{
    private const string Invariant = "type-covers-shared-tails";

    [Fact]
    public void Are_not_as_expected_and_said_to_people_and_machines()
    {
        // The type must be kept until the restore, too.
        var design = Linux518.Design with { Refuted = new("linux-5.18", [.. Linux518.Design.Refuted.Select(r => r.Invariant == Invariant ? r.HoldsWith("type-before-optimise") : r)]) };
        StringWriter text = new(), lines = new();

        var verdicts = new Judge(threads: 0, SharedSolver.OfTheGate).Of(design, new HashSet<string> { Invariant });
        UnexpectedReport.Write(new Terminal(text, TextWriter.Null, isInteractive: false, width: 1000), design, [.. verdicts.Where(v => !v.IsExpected)]);
        VerdictJson.Write(lines, new([design], verdicts, [], new(0, "none", 0, 0, 0)));

        var verdict = Assert.Single(verdicts, v => !v.IsExpected);
        Assert.Equal((Invariant, Ruling.Refuted, true, false), (verdict.Invariant, verdict.Ruling, verdict.IsAsMeasured, verdict.Remedy!.IsProved));
        Assert.Contains($"\n  refuted as expected, but not proved with its remedy: {Invariant} (with type-before-optimise: {verdict.Remedy.Complaint})\n", text.ToString(), StringComparison.Ordinal);
        var told = VerdictText.Of(verdict, design, width: 1000);
        Assert.Contains($"; NOT PROVED with type-before-optimise: {verdict.Remedy.Complaint}, NOT EXPECTED\n", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Holds with", told, StringComparison.Ordinal);
        Assert.DoesNotContain("refuted, but not as expected", text.ToString(), StringComparison.Ordinal);
        var line = lines.ToString().Split('\n').Select(line => JsonNode.Parse(line)!).First(line => (string?)line["invariant"] == Invariant);
        Assert.Equal(("type-before-optimise", "undecided"), ((string)line["remedy"]!.AsArray().Single()!, (string)line["remedyVerdict"]!));
    }
}
