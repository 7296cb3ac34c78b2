using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>The theorems about addresses, and what became of each.</summary>
internal static class TheoremReport
{
    /// <summary>For people: a table, and the numbers that are examples.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<TheoremResult> results)
    {
        FittedTable table = new(keys: 1, new("theorem"), new("verdict"), new("what it says", Breaks: " "));
        foreach (var result in results)
        {
            table.Add(result.Theorem.Name, $"{result.Verdict}".ToLowerInvariant(), result.Theorem.Sentence);
        }
        table.Write(terminal);
        foreach (var result in results.Where(r => r.Values.Count > 0))
        {
            terminal.Say($"{result.Theorem.Name}, {result.Label}: {string.Join("; ", Values(result))}");
        }
    }

    /// <summary>For machines: a line for each, and the summary.</summary>
    public static void WriteJson(TextWriter output, IReadOnlyList<TheoremResult> results)
    {
        foreach (var result in results)
        {
            JsonLines.Write(output, new { Theorem = result.Theorem.Name, result.Verdict, result.Theorem.Sentence, result.Theorem.Origin, Case = result.Values.Count > 0 ? result.Label : null, Values = Values(result) });
        }
        JsonLines.Write(output, new { Summary = true, Theorems = results.Count, Proved = results.Count(r => r.Verdict == TheoremVerdict.Proved) });
    }

    private static IEnumerable<string> Values(TheoremResult result) => result.Values.Select(value => $"{value.Key} = {value.Value}");
}
