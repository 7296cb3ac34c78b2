using System.Text;
using Vmemmap.Model.Museum;
using static Vmemmap.Verify.Show.MarkdownPage;

namespace Vmemmap.Verify.Show;

/// <summary>All claims as a page of Markdown: docs/claims.md.</summary>
internal static class ClaimsPage
{
    /// <summary>The command that writes the page again.</summary>
    public const string Command = "dotnet run --project verify -- list claims --markdown > docs/claims.md";

    /// <summary>The page.</summary>
    public static string Text
    {
        get
        {
            StringBuilder page = new($"""
                # What is claimed of memory errors in hugepages, and what decides it

                N: what no kernel guarantees. L: what was found by reading the source, and never reported. M: bugs that were made, and most of them mended. Of each what is said, where it comes from, the releases that it is true of, and what decides it
                here: a refutation of designs, a seeded bug that proof, explorer and generated sequences find, a test that executes it step by step, or a finding. What nothing decides stands under *open*, with the reason. Where a refutation names a step, the
                shortest counterexample ends with that step, and is the claim; where it names a correction, that mends the claim, and perhaps others, and the refutation stays until it is made. `verify explain N3` says the same of one.

                {Count("decided")} are decided, {Count("decided in part")} in part, {Count("not judged")} not. Numbers that are missing are of claims about other matters.

                This page is written by `{Command}`, and a test compares it with the catalogue; that every design, invariant, seeded bug, test and finding that it names is there is another.

                | number | says | becomes |
                |---|---|---|

                """.ReplaceLineEndings("\n"));
            foreach (var claim in Claims.All)
            {
                Line(page, $"| [{claim.Number}](#{claim.Number}) | {claim.Sentence} | {claim.Decision} |");
            }
            foreach (var claim in Claims.All)
            {
                Write(page, claim);
            }
            return page.ToString();
        }
    }

    private static void Write(StringBuilder page, Claim claim)
    {
        Line(page, $"\n## {claim.Number}\n\n{claim.Sentence}\n");
        Line(page, $"* from: {claim.Origin}");
        Line(page, $"* in: {claim.Releases}");
        Line(page, $"* {claim.Decision}");
        foreach (var refutation in claim.Refutations)
        {
            Line(page, $"* refuted: {ClaimWords.Of(refutation).Replace(refutation.Invariant, $"[{refutation.Invariant}](invariants.md#{refutation.Invariant})", StringComparison.Ordinal)}");
        }
        foreach (var bug in claim.Bugs)
        {
            Line(page, $"* seeded: `{bug}`");
        }
        foreach (var test in claim.Tests)
        {
            Line(page, $"* executed: `{test}`");
        }
        foreach (var finding in claim.Findings)
        {
            Line(page, $"* finding: [{finding}](findings/{finding}.md)");
        }
        if (claim.Open is { } open)
        {
            Line(page, $"* open: {open}");
        }
    }

    private static int Count(string decision) => Claims.All.Count(claim => claim.Decision == decision);
}
