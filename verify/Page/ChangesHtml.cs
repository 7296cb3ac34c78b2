using System.Globalization;
using System.Text;
using Vmemmap.Verify.Baselines;

namespace Vmemmap.Verify.Page;

/// <summary>Which verdicts are others than those of a baseline.</summary>
internal static class ChangesHtml
{
    /// <summary>The section.</summary>
    /// <param name="name">of the baseline's file.</param>
    /// <param name="changes">of each verdict the line there was and the line there is.</param>
    public static string Of(string name, IReadOnlyList<(BaselineLine? Old, BaselineLine? New)> changes)
    {
        StringBuilder html = new();
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"changes\"><h2>Against {HtmlPage.Text(name)}: {(changes.Count == 0 ? "no verdict changed" : $"{changes.Count} changed")}</h2>\n");
        if (changes.Count > 0)
        {
            html.Append("<div class=\"wide\"><table><thead><tr><th></th><th scope=\"col\">design</th><th scope=\"col\">invariant</th><th scope=\"col\">was</th><th scope=\"col\">is</th></tr></thead><tbody>\n");
            foreach (var (old, now) in changes)
            {
                var line = (now ?? old)!;
                var design = HtmlPage.Text(line.Design);
                var invariant = now is null ? HtmlPage.Text(line.Invariant) : $"<button data-d=\"{design}\" data-i=\"{HtmlPage.Text(line.Invariant)}\">{HtmlPage.Text(line.Invariant)}</button>";
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Sign(old, now)}</td><td>{design}</td><td>{invariant}</td><td>{Says(old)}</td><td>{Says(now)}</td></tr>\n");
            }
            html.Append("</tbody></table></div>\n");
        }
        return html.Append("</section>").ToString();
    }

    private static string Sign(BaselineLine? old, BaselineLine? now) => (old, now) switch
    {
        (null, _) => "+",
        (_, null) => "\u2212",
        _ => "\u2260",
    };

    private static string Says(BaselineLine? line) => line is null ? "no verdict" : HtmlPage.Text(line.Says);
}
