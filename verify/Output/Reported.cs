using System.Text.Json.Nodes;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Sharding;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>A verdict in words, as files for other programs have it and lines for machines carry it.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Ruling">the verdict.</param>
/// <param name="Line">it in one line.</param>
/// <param name="Says">what is violated, and what is expected; null where it is proved as expected.</param>
/// <param name="Told">all that is to be said of it; null where it is as expected.</param>
internal sealed record ReportedVerdict(string Design, string Invariant, Ruling Ruling, string Line, string? Says, string? Told)
{
    private const string NotExpected = "NOT EXPECTED: ";

    /// <summary>It is the expected one.</summary>
    public bool IsExpected => Told is null;

    /// <summary>How it is not the committed one; null where it is, or none was.</summary>
    public string? Change { get; init; }

    /// <summary>In one sentence how it is not the expected one.</summary>
    public string Complaint => Says is { } says && says.IndexOf(NotExpected, StringComparison.Ordinal) is >= 0 and var at ? says[(at + NotExpected.Length)..] : Line;

    /// <summary>A verdict, in words.</summary>
    /// <param name="verdict">the verdict.</param>
    /// <param name="design">the design that it is on.</param>
    public static ReportedVerdict Of(Verdict verdict, Design design) => new(
        verdict.Design, verdict.Invariant, verdict.Ruling, VerdictText.Line(verdict),
        verdict is { IsExpected: true, Ruling: not Ruling.Refuted } ? null : Sentence(verdict, design),
        verdict.IsExpected ? null : VerdictText.Of(verdict, design));

    /// <summary>The verdict of a line for machines.</summary>
    public static ReportedVerdict Of(JsonNode line) => new(
        (string)line["design"]!, (string)line["invariant"]!, Enum.Parse<Ruling>((string)line["verdict"]!, ignoreCase: true), (string)line["line"]!, (string?)line["says"], (string?)line["told"]);

    // The story of a refutation begins with what is violated and when.
    private static string Sentence(Verdict verdict, Design design)
    {
        var violated = verdict.Counterexample is { } trace ? $"{Story.Opening(trace, design)}." : null;
        return string.Join(' ', new[] { violated, verdict.IsExpected ? $"Expected: {verdict.Reason}" : $"{NotExpected}{GithubAnnotations.Says(verdict)}" }.OfType<string>());
    }
}

/// <summary>A theorem in words.</summary>
/// <param name="Name">its name.</param>
/// <param name="Sentence">what it says.</param>
/// <param name="Origin">where it is from.</param>
/// <param name="Verdict">what became of it.</param>
/// <param name="Told">all that is to be said of it.</param>
internal sealed record ReportedTheorem(string Name, string Sentence, string Origin, TheoremVerdict Verdict, string Told)
{
    /// <summary>A theorem.</summary>
    public static ReportedTheorem Of(TheoremResult result) => new(result.Theorem.Name, result.Theorem.Sentence, result.Theorem.Origin, result.Verdict, $"{result}");
}

/// <summary>A run in words, whether it was one or is merged from its shards.</summary>
/// <param name="Designs">what was judged.</param>
/// <param name="Verdicts">the verdicts, design by design in the order of the table.</param>
/// <param name="Theorems">the theorems.</param>
/// <param name="IsExpected">all is as expected, and as committed.</param>
/// <param name="Summary">the numbers for people.</param>
/// <param name="Seconds">wall-clock seconds; of shards their sum.</param>
/// <param name="Part">the part of the work that it was; null for all, as where shards are merged.</param>
internal sealed record Reported(IReadOnlyList<Design> Designs, IReadOnlyList<ReportedVerdict> Verdicts, IReadOnlyList<ReportedTheorem> Theorems, bool IsExpected, string Summary, double Seconds, Shard? Part)
{
    /// <summary>The same, with what is not as committed.</summary>
    /// <param name="changed">that, in a sentence each. Of a verdict that is no more nothing can be said but that not all is as it should be.</param>
    public Reported Against(IReadOnlyList<(VerdictChange Change, string Says)> changed)
    {
        var says = changed.ToDictionary(one => (one.Change.Design, one.Change.Invariant), one => one.Says);
        return this with { Verdicts = [.. Verdicts.Select(verdict => verdict with { Change = says.GetValueOrDefault((verdict.Design, verdict.Invariant)) })], IsExpected = IsExpected && changed.Count == 0 };
    }

    /// <summary>A run.</summary>
    public static Reported Of(JudgedRun run)
    {
        var designs = run.Designs.ToDictionary(design => design.Name);
        return new(
            run.Designs, [.. run.Verdicts.Select(verdict => ReportedVerdict.Of(verdict, designs[verdict.Design]))], [.. run.Theorems.Select(ReportedTheorem.Of)], run.IsExpected, run.Summary, run.Figures.Seconds, run.Shard);
    }

    /// <summary>Merged shards. Of theorems their summary names those that are not proved.</summary>
    /// <exception cref="UserErrorException">A line is none that a run of this program prints.</exception>
    public static Reported Of(MergedShards merged)
    {
        try
        {
            // As whoever prints it writes it: its numbers are of whatever type fits them.
            var summary = JsonNode.Parse(merged.Summary.ToJsonString())!;
            var open = summary["theoremsOpen"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => one!);
            RunFigures figures = new((double)summary["seconds"]!, (string)summary["solverVersion"]!, (int)summary["questions"]!, (int)summary["fromStore"]!, (int)summary["repeated"]!);
            return new(
                [.. summary["designs"]!.AsArray().Select(name => Catalogue.Find((string)name!)!)],
                [.. merged.Lines.Select(line => ReportedVerdict.Of(JsonNode.Parse(line)!))],
                (int)summary["theorems"]! == 0 ? [] : [.. ArithmeticTheorems.All.Select(theorem => new ReportedTheorem(
                    theorem.Name, theorem.Sentence, theorem.Origin,
                    open.TryGetValue(theorem.Name, out var failed) ? Enum.Parse<TheoremVerdict>((string)failed["verdict"]!, ignoreCase: true) : TheoremVerdict.Proved,
                    open.TryGetValue(theorem.Name, out failed) ? (string)failed["told"]! : theorem.Sentence))],
                merged.IsExpected,
                JudgedRun.Said((int)summary["verdicts"]!, (int)summary["proved"]!, (int)summary["refuted"]!, (int)summary["undecided"]!, (int)summary["unexpected"]!, figures),
                figures.Seconds, Part: null);
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new UserErrorException($"The shards are not what 'verify --shard' prints: {e.Message}");
        }
    }
}
