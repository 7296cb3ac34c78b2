using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What is not as expected, or not as committed, as annotations of GitHub: each at the line of the design's file that says what is expected.</summary>
internal static class GithubAnnotations
{
    private const string Designs = "model/Designs/";

    /// <summary>One line for each verdict and theorem that is not as expected, then for each verdict that is as expected and not as committed.</summary>
    /// <param name="run">the verdicts.</param>
    /// <param name="changed">what is not as committed, in a sentence each.</param>
    public static IEnumerable<string> Of(JudgedRun run, IReadOnlyList<(VerdictChange Change, string Says)> changed)
    {
        var unexpected = run.Verdicts.Where(verdict => !verdict.IsExpected).ToList();
        var told = unexpected.Select(verdict => (verdict.Design, verdict.Invariant)).ToHashSet();
        return
        [
            .. unexpected.Select(verdict => Of(verdict.Design, verdict.Invariant, Says(verdict))),
            .. run.Theorems.Where(theorem => theorem.Verdict != TheoremVerdict.Proved).Select(theorem => $"::error title=theorem::{Data($"NOT EXPECTED: {theorem}")}"),
            .. changed.Where(one => !told.Contains((one.Change.Design, one.Change.Invariant))).Select(one => Of(one.Change.Design, one.Change.Invariant, one.Says)),
        ];
    }

    // A design that was committed and is no more has no file.
    private static string Of(string design, string invariant, string says)
    {
        var place = Catalogue.Find(design) is null ? "" : At(PlaceOf(design, invariant));
        return $"::error {place}title={Property($"{design} {invariant}")}::{Data(says)}";

        static string At((string File, int Line) place) => $"file={Property(place.File)},line={place.Line},";
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
