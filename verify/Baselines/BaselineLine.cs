using System.Text.Json;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Baselines;

/// <summary>What one line of a baseline says: the verdict on one invariant of one design, and how it came about.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Says">the verdict; where refuted the steps of the shortest counterexample, the last of them, and what it holds with.</param>
internal sealed record BaselineLine(string Design, string Invariant, string Says)
{
    private static readonly string[] Rulings = [.. Enum.GetValues<Ruling>().Select(Word)];

    /// <summary>The line of a verdict. What differs from run to run, as times, and what is only told, is not in it.</summary>
    public static BaselineLine Of(Verdict verdict)
    {
        var refuted = verdict.Counterexample is { } trace ? $" {trace.Moves.Count} {verdict.LastStep ?? "-"}" : "";
        var remedy = verdict.Remedy is { } with ? $" {(with.IsProved ? "holds-with" : "fails-with")} {string.Join(' ', with.Corrections.Select(correction => correction.Name))}" : "";
        return new(verdict.Design, verdict.Invariant, $"{Word(verdict.Ruling)}{refuted}{remedy}");
    }

    /// <summary>Reads a line; null where it is none.</summary>
    public static BaselineLine? Of(string line) =>
        line.Split(' ', 3) is [{ Length: > 0 } design, { Length: > 0 } invariant, var says] && Rulings.Contains(says.Split(' ')[0]) ? new(design, invariant, says) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Design} {Invariant} {Says}";

    private static string Word(Ruling ruling) => JsonNamingPolicy.CamelCase.ConvertName(ruling.ToString());
}
