using System.Text;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Parts;
using static Vmemmap.Verify.Show.MarkdownPage;

namespace Vmemmap.Verify.Show;

/// <summary>All invariants as a page of Markdown: docs/invariants.md.</summary>
internal static class InvariantsPage
{
    /// <summary>The command that writes the page again.</summary>
    public const string Command = "dotnet run --project verify -- list invariants --markdown > docs/invariants.md";

    /// <summary>The page.</summary>
    public static string Text
    {
        get
        {
            StringBuilder page = new($"""
                # The invariants

                What must hold in every state of a design, in the order of the table of verdicts: what it says, the numbers of the properties of the literature that it covers (S: safety, P: poison), where it comes from, and which designs
                refute it, with the steps of the shortest counterexample. `verify explain NAME` says of each what it means for a design in terms of the state, and the remedy of each refutation. "A to B" is these designs and those between them in the order of
                `verify list designs`.

                This page is written by `{Command}`, and a test compares it with the catalogue.


                """.ReplaceLineEndings("\n"));
            foreach (var invariant in KnownInvariants.All)
            {
                Write(page, invariant);
            }
            page.Append("## By number\n\n| number | covered by |\n|---|---|\n");
            foreach (var id in Explanation.Numbers)
            {
                Line(page, $"| {id} | {CoveredBy(id)} |");
            }
            return page.ToString();
        }
    }

    private static void Write(StringBuilder page, Invariant<Bit, Num> invariant)
    {
        List<Design> judged = [.. KnownInvariants.DesignsJudgedBy(invariant.Name)];
        List<Design> refuted = [.. judged.Where(design => design.Refuted.Of(invariant.Name) is not null)];
        Line(page, $"## {invariant.Name}\n\n{invariant.Sentence}\n");
        Line(page, $"* covers {string.Join(", ", invariant.Ids)}");
        Line(page, $"* from: {invariant.Origin}");
        Line(page, refuted.Count == 0 ? "* refuted by no design" : $"* refuted by: {string.Join(", ", refuted.Select(design => $"`{design.Name}` ({design.Refuted.Of(invariant.Name)!.Steps})"))}");
        Line(page, refuted.Count == judged.Count ? "* proved of no design" : $"* proved of: {DesignSpan.Of(judged.Except(refuted))}");
        foreach (var others in Catalogue.All.Except(judged).GroupBy(design => KnownInvariants.ReasonAgainst(invariant.Name, design)))
        {
            Line(page, $"* not judged of {DesignSpan.Of(others)}: {others.Key}");
        }
        page.Append('\n');
    }

    private static string CoveredBy(string id)
    {
        List<string> covering = [.. KnownInvariants.All.Where(invariant => invariant.Ids.Contains(id)).Select(invariant => $"[{invariant.Name}](#{invariant.Name})")];
        return string.Join(", ", covering) + (NotJudged.Reasons.GetValueOrDefault(id) is { } reason ? $"{(covering.Count > 0 ? "; " : "")}no invariant: {reason}" : "");
    }
}
