using System.Text;

namespace Vmemmap.Verify.Show;

/// <summary>What the pages of Markdown that the program writes have in common.</summary>
internal static class MarkdownPage
{
    /// <summary>A line of the page, which ends as on Unix wherever it is written.</summary>
    public static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
