using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What is not as expected, as annotations of GitHub: each at the line of the design's file that expects something else.</summary>
internal static class GithubAnnotations
{
    private const string Designs = "model/Designs/";

    /// <summary>One line for each verdict and theorem that is not as expected.</summary>
    public static IEnumerable<string> Of(JudgedRun run) =>
    [
        .. run.Verdicts.Where(verdict => !verdict.IsExpected).Select(Of),
        .. run.Theorems.Where(theorem => theorem.Verdict != TheoremVerdict.Proved).Select(theorem => $"::error title=theorem::{Data($"NOT EXPECTED: {theorem}")}"),
    ];

    private static string Of(Verdict verdict)
    {
        var (file, line) = PlaceOf(verdict.Design, verdict.Invariant);
        return $"::error file={Property(file)},line={line},title={Property($"{verdict.Design} {verdict.Invariant}")}::{Data(Says(verdict))}";
    }

    /// <summary>Where a design says what is expected of an invariant: the line that names it, itself or what designs share; where there is none, the first of what is refuted, else its name.</summary>
    public static (string File, int Line) PlaceOf(string design, string invariant)
    {
        var file = SourceFile.All.First(one => one.Path.StartsWith(Designs, StringComparison.Ordinal) && one.Text.Contains($"Name = \"{design}\"", StringComparison.Ordinal));
        var lines = file.Text.Split('\n');
        var place = First(lines, $"\"{invariant}\"");
        foreach (var shared in SharedNames(invariant).TakeWhile(_ => place < 0))
        {
            place = Array.FindIndex(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, $@"\bSharedRefutations\.{shared}\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        }
        place = place >= 0 ? place : First(lines, "Refuted =");
        return (file.Path, 1 + (place >= 0 ? place : First(lines, $"Name = \"{design}\"")));
    }

    // The properties of SharedRefutations, in whichever of its files, that are about the invariant: "X { get; } = new(" and then its slug, in this line or the next.
    private static IEnumerable<string> SharedNames(string invariant)
    {
        foreach (var file in SourceFile.All.Where(file => file.Path.StartsWith($"{Designs}SharedRefutations", StringComparison.Ordinal)))
        {
            string? name = null;
            foreach (var line in file.Text.Split('\n'))
            {
                if (line.Split(" Expectation ") is [_, var declared])
                {
                    name = declared.TrimStart().Split(' ', '(')[0];
                }
                if (name is not null && line.Contains($"\"{invariant}\"", StringComparison.Ordinal))
                {
                    yield return name;
                }
            }
        }
    }

    private static int First(string[] lines, string text) => Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>In one sentence how a verdict is not the expected one.</summary>
    public static string Says(Verdict verdict) => verdict.Ruling switch
    {
        Ruling.Proved => $"{verdict.Invariant} of {verdict.Design} is proved, but expected to be refuted.",
        Ruling.Refuted when verdict.Remedy is { IsProved: false } remedy && verdict.IsAsMeasured => $"{verdict.Invariant} of {verdict.Design} is not proved with {remedy}: {remedy.Complaint}.",
        Ruling.Refuted => $"{verdict.Invariant} of {verdict.Design} is refuted after {VerdictTable.Steps(verdict)}, the last is {verdict.LastStep ?? "none"}; expected: {Expected(verdict)}.",
        _ => $"{verdict.Invariant} of {verdict.Design} is undecided: {verdict.Obstacle?.Name}.",
    };

    private static string Expected(Verdict verdict) => verdict.Expectation is { } known ? $"refuted after {known.Steps}, {known.LastStep}" : "proved";

    // As GitHub's runner reads it back.
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
