using System.Text;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>The table as its readers see it: in docs/memory-failure-cases.md all that follows <see cref="Heading"/>.</summary>
internal static class CaseTables
{
    /// <summary>Where it begins.</summary>
    public const string Heading = "## The cases\n";

    /// <summary>One table for each case, one row for each release.</summary>
    public static string Markdown
    {
        get
        {
            var rows = Cases.Rows.ToList();
            var text = new StringBuilder(Heading)
                .Append('\n')
                .Append($"{rows.Count} rows: {rows.Count(row => row.Outcome is { Test: not null, Open: null })} executed, {rows.Count(row => row.Outcome is { Test: not null, Open: not null })} executed but for what they say is open, ")
                .Append($"{rows.Count(row => row.Outcome is { Test: null, Open: not null })} open, {rows.Count(row => row.Outcome is { Test: null, Open: null })} that do not arise.\n");
            foreach (var one in Cases.All)
            {
                text.Append($"\n### Case {one.Number}: {one.Situation}\n\n| release | what comes of it | executed by | read in |\n|---|---|---|---|\n");
                foreach (var row in one.Rows)
                {
                    text.Append($"| {row.Era.Name} | {SaysOf(row.Outcome)} | {TestOf(row.Outcome)} | {row.Outcome.ReadIn} |\n");
                }
            }
            return text.ToString();
        }
    }

    private static string SaysOf(Outcome outcome) => outcome.Open is null ? outcome.Says : $"{outcome.Says}. **Open:** {outcome.Open}";

    private static string TestOf(Outcome outcome) => outcome.Test is { } test ? $"`{test}`" : outcome.Open is null ? "does not arise" : "not executed";
}
