using System.Globalization;
using System.Text;
using Vmemmap.Verify.Baselines;

namespace Vmemmap.Verify.Page;

/// <summary>Which verdicts are others than those of a baseline.</summary>
internal static class ChangesHtml
{
    /// <summary>The section.</summary>
    /// <param name="name">of the baseline's file.</param>
    /// <param name="changes">the verdicts that changed.</param>
    public static string Of(string name, IReadOnlyList<VerdictChange> changes)
    {
        StringBuilder html = new();
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"changes\"><h2>Against {HtmlPage.Text(name)}: {(changes.Count == 0 ? "no verdict changed" : $"{changes.Count} changed")}</h2>\n");
        if (changes.Count > 0)
        {
            html.Append("<div class=\"wide\"><table><thead><tr><th></th><th scope=\"col\">design</th><th scope=\"col\">invariant</th><th scope=\"col\">was</th><th scope=\"col\">is</th></tr></thead><tbody>\n");
            foreach (var change in changes)
            {
                var (design, slug) = (HtmlPage.Text(change.Design), HtmlPage.Text(change.Invariant));
                var invariant = change.New is null ? slug : $"<button data-d=\"{design}\" data-i=\"{slug}\">{slug}</button>";
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Sign(change)}</td><td>{design}</td><td>{invariant}</td><td>{Says(change.Old)}</td><td>{Says(change.New)}</td></tr>\n");
            }
            html.Append("</tbody></table></div>\n");
        }
        return html.Append("</section>").ToString();
    }

    private static string Sign(VerdictChange change) => change switch
    {
        (null, _) => "+",
        (_, null) => "\u2212",
        _ => "\u2260",
    };

    private static string Says(BaselineLine? line) => line is null ? "no verdict" : HtmlPage.Text(line.Says);
}
