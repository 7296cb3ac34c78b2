using System.Globalization;
using System.Text;
using Vmemmap.Model.Control;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Page;

/// <summary>What generated sequences took of each design: the graph of its control points, and a bar for each step.</summary>
internal static class CoverageHtml
{
    private const int Full = 100;

    /// <summary>A fold for each design.</summary>
    public static string Of(IReadOnlyList<SequenceCoverage> covered) => covered.Count == 0 ? "" : $"""
        <section id="coverage"><h2>Where the code gets to, and what generated sequences took</h2>
        <p class="small">A box is a control point, an arrow a way that steps take from one to another, with how often generated sequences went it (they are run for this page, and check every property after each step; the proofs cover every way, whatever the sequences took). Thicker: more often. Grey and dashed, with 0: never. What an arrow stands for is told when the pointer rests on it, and in the list below.</p>
        {string.Concat(covered.Select(Of))}</section>
        """;

    private static string Of(SequenceCoverage one)
    {
        StringBuilder html = new();
        html.Append(CultureInfo.InvariantCulture, $"<details><summary><b>{HtmlPage.Text(one.Design.Name)}</b>: {one.Taken} of {one.Run.Fired.Count} steps taken, {one.Run.Along.Values.Count(times => times > 0)} of {one.Run.Along.Count} ways; {Figures.Of(one.Run.Steps)} steps</summary>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"small\">Again: <code>{HtmlPage.Text(one.Command)}</code></p>\n");
        foreach (var (actor, ways) in Enum.GetValues<Actor>().Select(actor => (actor, one.WaysOf(actor))).Where(one => one.Item2.Count > 0))
        {
            var title = PointWords.Title(actor);
            html.Append(CultureInfo.InvariantCulture, $"<h3>{HtmlPage.Text(title)}</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{HtmlPage.Text(title)} of {HtmlPage.Text(one.Design.Name)}\">{PointsSvg.Of($"control points of {title}", one.PointsOf(actor), ways)}</div>\n");
            html.Append("<details><summary>its ways as a list</summary><ul class=\"ways\">");
            foreach (var way in ways)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li{(way.Taken == 0 ? " class=\"none\"" : "")}>{HtmlPage.Text(way.Says)}</li>");
            }
            html.Append("</ul></details>\n");
        }
        return html.Append(Steps(one)).Append("</details>\n").ToString();
    }

    // Steps differ by a factor of thousands: a bar tells the digits.
    private static string Steps(SequenceCoverage one)
    {
        var most = Math.Log10(one.Run.Fired.Values.Max() + 1);
        var rows = one.Run.Fired.OrderBy(step => step.Value).Select(step => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr{(step.Value == 0 ? " class=\"none\"" : "")}><th scope=\"row\">{HtmlPage.Text(step.Key)}</th><td>{(step.Value == 0 ? "never" : Figures.Of(step.Value))}</td><td class=\"bar\"><i style=\"width:{Full * Math.Log10(step.Value + 1) / most:0}%\"></i></td></tr>\n"));
        return $"<h3>steps, the rarest first (the bar is logarithmic)</h3>\n<table class=\"steps\"><tbody>{string.Concat(rows)}</tbody></table>\n";
    }
}
