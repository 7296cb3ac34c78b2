using System.Text.Json;
using System.Text.Json.Nodes;
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
        var remedy = verdict.Remedy is { } with ? Holds(with.IsProved, with.Corrections.Select(correction => correction.Name)) : "";
        return new(verdict.Design, verdict.Invariant, $"{Word(verdict.Ruling)}{Refuted(verdict.Counterexample?.Moves.Count, verdict.LastStep)}{remedy}");
    }

    /// <summary>The same of a line for machines, as a shard prints it.</summary>
    /// <exception cref="NullReferenceException">It lacks a field.</exception>
    /// <exception cref="InvalidOperationException">A field is of another kind.</exception>
    public static BaselineLine Of(JsonNode line)
    {
        var remedy = line["remedy"] is JsonArray with ? Holds((string)line["remedyVerdict"]! == Word(Ruling.Proved), with.Select(correction => (string)correction!)) : "";
        return new((string)line["design"]!, (string)line["invariant"]!, $"{(string)line["verdict"]!}{Refuted((int?)line["counterexampleLength"], (string?)line["lastStep"])}{remedy}");
    }

    /// <summary>Reads a line; null where it is none.</summary>
    public static BaselineLine? Of(string line) =>
        line.Split(' ', 3) is [{ Length: > 0 } design, { Length: > 0 } invariant, var says] && Rulings.Contains(says.Split(' ')[0]) ? new(design, invariant, says) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Design} {Invariant} {Says}";

    private static string Refuted(int? steps, string? lastStep) => steps is { } length ? $" {length} {lastStep ?? "-"}" : "";

    private static string Holds(bool isProved, IEnumerable<string> corrections) => $" {(isProved ? "holds-with" : "fails-with")} {string.Join(' ', corrections)}";

    private static string Word(Ruling ruling) => JsonNamingPolicy.CamelCase.ConvertName(ruling.ToString());
}
