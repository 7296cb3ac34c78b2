using System.Globalization;
using System.Net;
using System.Text;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Page;

/// <summary>One page with all verdicts, that needs nothing else: the matrix is plain HTML, and a script shows what a cell is about.</summary>
internal static class HtmlPage
{
    private const string Prefix = "page/";
    private const int Few = 5;
    private const int Many = 15;

    /// <summary>The page.</summary>
    /// <param name="run">the verdicts.</param>
    /// <param name="covered">what generated sequences took of the designs.</param>
    /// <param name="changes">what changed since a baseline, as HTML; nothing where there is none.</param>
    /// <param name="now">when they were given.</param>
    public static string Of(JudgedRun run, IReadOnlyList<SequenceCoverage> covered, string changes, DateTimeOffset now)
    {
        Dictionary<string, string> parts = new()
        {
            ["STYLE"] = Embedded("page.css"),
            ["SUMMARY"] = Text(run.Summary),
            ["ABOUT"] = Text(string.Create(CultureInfo.InvariantCulture, $"commit {Provenance.Here.Commit}, sources {Provenance.Here.Sources}; z3 {run.Figures.SolverVersion}; {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {Provenance.Here.Machine}")),
            ["CHANGES"] = changes,
            ["COVERAGE"] = CoverageHtml.Of(covered),
            ["FINDINGS"] = FindingsHtml.Of(run.Designs),
            ["SAVINGS"] = SavingsHtml.Of(),
            ["MATRIX"] = Matrix(run),
            ["NOTMODELLED"] = NotModelled(Embedded("README.md")),
            ["DATA"] = PageJson.Of(run),
            ["SCRIPT"] = Embedded("page.js"),
        };
        // In one pass: what is put in is not looked at again.
        return string.Concat(Embedded("page.html").Split("@@").Select((part, index) => index % 2 == 0 ? part : parts[part]));
    }

    /// <summary>Text as HTML shows it.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Matrix(JudgedRun run)
    {
        StringBuilder html = new("<table id=\"matrix\"><thead><tr><th scope=\"col\">invariant</th>");
        foreach (var design in run.Designs)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" title=\"{Text(design.Title)}\"><span>{Text(design.Name)}</span></th>");
        }
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in run.Verdicts.GroupBy(verdict => verdict.Invariant))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" title=\"{Text(KnownInvariants.All.FirstOrDefault(known => known.Name == row.Key)?.Sentence ?? row.Key)}\">{Text(row.Key)}</th>");
            foreach (var design in run.Designs)
            {
                html.Append(row.FirstOrDefault(verdict => verdict.Design == design.Name) is { } verdict ? Cell(verdict) : NoCell(row.Key, design));
            }
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static string Cell(Verdict verdict)
    {
        var (style, sign) = verdict.Ruling switch
        {
            Ruling.Proved => ("p", "\u2713"),
            Ruling.Refuted => ($"r{Shade(verdict.Counterexample!.Moves.Count)}", $"\u2717{verdict.Counterexample!.Moves.Count}"),
            _ => ("u", "?"),
        };
        var says = $"{verdict.Design}, {verdict.Invariant}: {PageJson.Said(verdict)}{(verdict.IsExpected ? "" : ", NOT EXPECTED")}";
        return $"<td class=\"{style}{(verdict.IsExpected ? "" : " x")}\"><button data-d=\"{Text(verdict.Design)}\" data-i=\"{Text(verdict.Invariant)}\" title=\"{Text(says)}\" aria-label=\"{Text(says)}\">{sign}{(verdict.IsExpected ? "" : "!")}</button></td>";
    }

    // Three shades that are told apart at a glance; the number stands in the cell.
    private static string Shade(int steps) => steps <= Few ? " short" : steps <= Many ? "" : " long";

    private static string NoCell(string invariant, Model.Designs.Design design) =>
        $"<td class=\"n\" title=\"{Text(KnownInvariants.ReasonAgainst(invariant, design) is { } reason ? $"does not apply: {reason}" : "no verdict")}\"></td>";

    // The table of the README, which is the one place that says it.
    private static string NotModelled(string readme)
    {
        var section = readme.ReplaceLineEndings("\n").Split("\n### What is not modelled, and why\n")[1].Split("\n#")[0];
        var rows = section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Trim('|', ' ').Split(" | ", 2)).Where(cells => cells.Length == 2);
        return string.Concat(rows.Select(cells => $"<dt>{Text(cells[0])}</dt><dd>{Text(cells[1])}</dd>\n"));
    }

    private static string Embedded(string name)
    {
        using StreamReader reader = new(typeof(HtmlPage).Assembly.GetManifestResourceStream($"{Prefix}{name}")!);
        return reader.ReadToEnd();
    }
}
