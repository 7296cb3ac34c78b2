using System.Text;
using static Vmemmap.Verify.Show.MarkdownPage;

namespace Vmemmap.Verify.Show;

/// <summary>The findings as a page of Markdown: docs/findings.md.</summary>
internal static class FindingsPage
{
    /// <summary>The command that writes the page again.</summary>
    public const string Command = "dotnet run --project verify -- list findings --markdown > docs/findings.md";

    /// <summary>The page.</summary>
    public static string Text
    {
        get
        {
            StringBuilder page = new($"""
                # What was found of released kernels

                {Finding.All.Count} findings, a file each: what is wrong, where, in which releases, how it goes wrong, how to see it on a live kernel, how severe it is, and what is certain of it. *Seen on running kernels* is more than *executed* (the release's own code, in user space), that more than *shown by the model* (a run of a
                design whose steps were read in the release), and that more than *read*. A finding is open in the newest release that it was looked for in; nobody has read those that came after.

                `verify list findings` has the same table, `verify explain NAME` what is said of one. This page is written by `{Command}`, and a test compares the two.

                | finding | status | designs |
                |---|---|---|

                """.ReplaceLineEndings("\n"));
            foreach (var finding in Finding.All)
            {
                Line(page, $"| [{finding.Title}](findings/{finding.Name}.md) | {finding.Status} | {string.Join(", ", finding.Designs.Select(design => $"`{design}`"))} |");
            }
            return page.ToString();
        }
    }
}
