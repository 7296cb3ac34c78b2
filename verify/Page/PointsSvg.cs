using System.Globalization;
using System.Text;
using Vmemmap.Model.Control;
using static Vmemmap.Verify.Page.Figures;

namespace Vmemmap.Verify.Page;

/// <summary>The control points of one actor and the ways between them, with how often each was gone.</summary>
internal sealed class PointsSvg
{
    private const double RowHeight = 64;
    private const double BoxHeight = 26;
    private const double Margin = 8;
    private const double Letter = 7.4;
    private const double Loop = 44;
    private const double Gap = 22;
    private const double Port = 14;
    private const double Tip = 7;
    private const string Anywhere = "anywhere";

    private readonly StringBuilder svg = new();
    private readonly List<string> names;
    private readonly IReadOnlyList<Way> between;
    private readonly ILookup<string, Way> staying;
    private readonly double[] widths;
    private readonly GraphLayout layout;

    private PointsSvg(IReadOnlyList<ControlPoint> points, IReadOnlyList<Way> ways)
    {
        names = [.. points.Select(point => point.Name), .. ways.Any(way => way.From is null) ? new[] { Anywhere } : []];
        between = [.. ways.Where(way => way.From != way.To)];
        staying = ways.Where(way => way.From == way.To).ToLookup(way => way.To.Name);
        widths = [.. names.Select(name => (Letter * name.Length) + (2 * Margin))];
        layout = new([.. names.Select((name, box) => widths[box] + (2 * (staying.Contains(name) ? Loop : 0)))], [.. between.Select(way => (BoxOf(way.From), BoxOf(way.To)))], Gap);
    }

    /// <summary>The drawing.</summary>
    /// <param name="title">what it is of.</param>
    /// <param name="points">the points, that where it begins first.</param>
    /// <param name="ways">the ways.</param>
    public static string Of(string title, IReadOnlyList<ControlPoint> points, IReadOnlyList<Way> ways) => new PointsSvg(points, ways).Draw(title);

    private static double Y(int row) => Margin + (row * RowHeight) + (BoxHeight / 2);

    private int BoxOf(ControlPoint? point) => names.IndexOf(point?.Name ?? Anywhere) is >= 0 and var box ? box : throw new InvalidOperationException($"A way goes to '{point}', which is no control point.");

    private string Draw(string title)
    {
        var (width, height) = (layout.Width + (2 * Margin), Y(layout.Height - 1) + (BoxHeight / 2) + Margin);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"points\" viewBox=\"0 0 {At(width)} {At(height)}\" style=\"width:{At(width)}px\" role=\"img\" aria-label=\"{HtmlPage.Text(title)}\">\n");
        var ways = Ported();
        // What was never gone lies below.
        foreach (var (way, at) in between.Zip(ways).OrderBy(one => one.First.Taken > 0))
        {
            Arrow(way, at);
        }
        for (var box = 0; box < names.Count; box++)
        {
            Box(box);
        }
        return svg.Append("</svg>").ToString();
    }

    // Where several arrows begin or end at one side of a box, each has a place of its own there.
    private List<(double X, double Y)[]> Ported()
    {
        List<(double X, double Y)[]> ways = [.. layout.Ways.Select(way => way.Select(place => (place.X + Margin, Y(place.Row))).ToArray())];
        var ends = ways.SelectMany((way, number) => new[]
        {
            (Way: way, End: 0, Beside: way[1], Box: BoxOf(between[number].From)),
            (Way: way, End: way.Length - 1, Beside: way[^2], Box: BoxOf(between[number].To)),
        }).ToList();
        foreach (var side in ends.GroupBy(end => (end.Box, IsBelow: end.Beside.Y > end.Way[end.End].Y)))
        {
            var sorted = side.OrderBy(end => end.Beside.X).ToList();
            var room = Math.Min(Port, widths[side.Key.Box] / (sorted.Count + 1));
            for (var number = 0; number < sorted.Count; number++)
            {
                var (way, end) = (sorted[number].Way, sorted[number].End);
                way[end] = (way[end].X + (room * (number - ((sorted.Count - 1) / 2.0))), way[end].Y + ((side.Key.IsBelow ? 1 : -1) * BoxHeight / 2));
            }
        }
        return ways;
    }

    private void Arrow(Way way, (double X, double Y)[] at)
    {
        var down = at[^1].Y > at[^2].Y ? 1 : -1;
        var (x, y) = at[^1];
        at[^1] = (x, y - (down * Tip));
        StringBuilder path = new($"M{At(at[0].X)} {At(at[0].Y)}");
        for (var number = 1; number < at.Length; number++)
        {
            var middle = At((at[number].Y + at[number - 1].Y) / 2);
            path.Append(CultureInfo.InvariantCulture, $"C{At(at[number - 1].X)} {middle} {At(at[number].X)} {middle} {At(at[number].X)} {At(at[number].Y)}");
        }
        Group(way);
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke-width=\"{At(Thickness(way.Taken))}\"/><polygon points=\"{At(x)},{At(y)} {At(x - 4)},{At(y - (down * Tip))} {At(x + 4)},{At(y - (down * Tip))}\"/>");
        Label((at[0].X + at[1].X) / 2, ((at[0].Y + at[1].Y) / 2) + 4, way, "middle");
        svg.Append("</g>\n");
    }

    private void Box(int box)
    {
        var (x, y) = (layout.Boxes[box].X + Margin, Y(layout.Boxes[box].Row));
        var half = widths[box] / 2;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{At(x - half)}\" y=\"{At(y - (BoxHeight / 2))}\" width=\"{At(widths[box])}\" height=\"{At(BoxHeight)}\" rx=\"5\" class=\"{(box == 0 ? "first" : names[box] == Anywhere ? "any" : "point")}\"/><text x=\"{At(x)}\" y=\"{At(y + 4)}\" text-anchor=\"middle\">{HtmlPage.Text(names[box])}</text>\n");
        foreach (var way in staying[names[box]])
        {
            Group(way);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{At(x + half)} {At(y - 6)}c16 -6 16 18 {At(Tip)} 12\" stroke-width=\"{At(Thickness(way.Taken))}\"/><polygon points=\"{At(x + half)},{At(y + 6)} {At(x + half + Tip)},{At(y + 2)} {At(x + half + Tip)},{At(y + 10)}\"/>");
            Label(x + half + 15, y + 4, way, "start");
            svg.Append("</g>\n");
        }
    }

    private void Group(Way way) => svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{(way.Taken == 0 ? "never" : "gone")}\"><title>{HtmlPage.Text(way.Says)}</title>");

    private void Label(double x, double y, Way way, string anchor) => svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{At(x)}\" y=\"{At(y)}\" text-anchor=\"{anchor}\">{Short(way.Taken)}</text>");

    private static double Thickness(long taken) => taken == 0 ? 1 : 1 + (Math.Log10(taken) / 2);
}
