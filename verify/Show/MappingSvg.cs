using System.Globalization;
using System.Net;
using System.Text;
using Vmemmap.Properties.Stories;

namespace Vmemmap.Verify.Show;

/// <summary>States one beside the other: vmemmap pages, and arrows to the frames that they are mapped to. A file of its own, that needs no style sheet.</summary>
internal static class MappingSvg
{
    private const int PanelWidth = 360;
    private const int RowHeight = 34;
    private const int Top = 64;
    private const int BoxHeight = 24;
    private const int PageWidth = 70;
    private const int FrameAt = 190;
    private const int FrameWidth = 120;

    /// <summary>The drawing.</summary>
    /// <param name="states">each with its title.</param>
    public static string Of(IReadOnlyList<(string Title, PicturedState State)> states)
    {
        var rows = states.Max(one => Math.Max(one.State.Pages.Count, one.State.Frames.Count));
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {PanelWidth * states.Count} {Top + (rows * RowHeight)}\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#000\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var number = 0; number < states.Count; number++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({number * PanelWidth} 0)\">\n");
            Panel(svg, states[number].Title, states[number].State);
            svg.Append("</g>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, string title, PicturedState state)
    {
        Write(svg, 10, 20, title, "bold");
        Write(svg, 10, 44, "vmemmap page", "normal");
        Write(svg, FrameAt, 44, "frame, and who has it", "normal");
        for (var row = 0; row < state.Pages.Count; row++)
        {
            var page = state.Pages[row];
            Box(svg, 10, row, PageWidth, $"{page.Name} {(page.Frame < 0 ? "" : page.IsWritable ? "rw" : "ro")}");
            foreach (var frame in page.Stale)
            {
                Arrow(svg, row, frame, "#b04a00", "5 4");
            }
            if (page.Frame >= 0)
            {
                Arrow(svg, row, page.Frame, "#0b4f8a", "none");
            }
        }
        for (var row = 0; row < state.Frames.Count; row++)
        {
            Box(svg, FrameAt, row, FrameWidth, $"f{row}: {state.Frames[row].Owner}");
        }
    }

    private static int Middle(int row) => Top + (row * RowHeight) + (BoxHeight / 2);

    private static void Box(StringBuilder svg, int x, int row, int width, string text)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{Middle(row) - (BoxHeight / 2)}\" width=\"{width}\" height=\"{BoxHeight}\" rx=\"3\" fill=\"#fff\" stroke=\"#000\"/>");
        Write(svg, x + 7, Middle(row) + 5, text, "normal");
    }

    private static void Arrow(StringBuilder svg, int page, int frame, string colour, string dashes)
    {
        var (x, y, end) = (10 + PageWidth, Middle(page), Middle(frame));
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y}C{x + 40} {y} {FrameAt - 50} {end} {FrameAt - 8} {end}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/><path d=\"M{FrameAt} {end}l-9 -5v10z\" fill=\"{colour}\"/>\n");
    }

    private static void Write(StringBuilder svg, int x, int y, string text, string weight) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" font-weight=\"{weight}\">{WebUtility.HtmlEncode(text)}</text>\n");
}
