using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Page;

/// <summary>What was found of the kernels that the designs stand for.</summary>
internal static partial class FindingsHtml
{
    // Milliseconds for a paragraph.
    private const int Patience = 10_000;

    /// <summary>A fold for each finding that concerns one of the designs.</summary>
    public static string Of(IReadOnlyList<Design> designs)
    {
        var findings = Finding.Of(designs);
        return findings.Count == 0 ? "" : $"""
            <section id="findings"><h2>What was found of released kernels</h2>
            {string.Concat(findings.Select(Of))}</section>
            """;
    }

    /// <summary>The address of a finding in the page.</summary>
    public static string Address(string name) => $"finding-{name}";

    private static string Of(Finding finding)
    {
        StringBuilder html = new();
        html.Append(CultureInfo.InvariantCulture, $"<details id=\"{Address(finding.Name)}\"><summary><b>{Marked(finding.Title)}</b> <span class=\"small\">{Marked(finding.Status)}</span></summary><dl>\n");
        foreach (var (heading, text) in finding.Paragraphs)
        {
            html.Append(CultureInfo.InvariantCulture, $"<dt>{HtmlPage.Text(heading)}</dt><dd>{Marked(text)}</dd>\n");
        }
        return html.Append(CultureInfo.InvariantCulture, $"</dl><p class=\"small\">docs/findings/{HtmlPage.Text(finding.Name)}.md</p></details>\n").ToString();
    }

    // What stands between backticks is code.
    private static string Marked(string text) => Code().Replace(HtmlPage.Text(text), "<code>${code}</code>");

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Code();
}
