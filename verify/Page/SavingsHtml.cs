using System.Globalization;
using System.Text;
using Vmemmap.Model.Geometry;
using static Vmemmap.Verify.Page.Figures;

namespace Vmemmap.Verify.Page;

/// <summary>What the optimisation gives back, a bar for each kind of hugepage: the numbers of <c>verify savings</c>.</summary>
internal static class SavingsHtml
{
    private const double BarAt = 290;
    private const double BarWidth = 300;
    private const double Width = 760;
    private const double RowHeight = 34;
    private const double BarHeight = 11;

    /// <summary>The drawing.</summary>
    public static string Of()
    {
        var rows = SavingsTable.Rows;
        var most = (double)rows.Max(row => row.SavedGiBPerTiB(SavingsTable.KeptSince518));
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"savings\" viewBox=\"0 0 {At(Width)} {At((rows.Count * RowHeight) + 4)}\" role=\"img\" aria-label=\"GiB given back for each TiB of hugepages\">\n");
        foreach (var (row, number) in rows.Select((row, number) => (row, number)))
        {
            var y = number * RowHeight;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"2\" y=\"{At(y + 20)}\">{HtmlPage.Text($"{row.Hugepage}")}</text>");
            Bar(row, SavingsTable.KeptSince518, y + 4, "kept1");
            Bar(row, SavingsTable.KeptUntil517, y + 5 + BarHeight, "kept2");
            svg.Append('\n');
        }
        return svg.Append("</svg>").ToString();

        void Bar(SavingsRow row, int kept, double y, string kind)
        {
            var saved = row.SavedGiBPerTiB(kept);
            var says = saved == 0 ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"{saved:0.000} ({row.SavedPercent(kept):0.00} %)");
            var length = BarWidth * (double)saved / most;
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{At(BarAt)}\" y=\"{At(y)}\" width=\"{At(length)}\" height=\"{At(BarHeight)}\"/><text class=\"value\" x=\"{At(BarAt + length + 5)}\" y=\"{At(y + BarHeight - 1)}\">R={kept}: {says}</text>");
        }
    }
}
