using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>What there is of each kind, for machines.</summary>
internal static class ListJson
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Design>, IEnumerable<object>>> Lines = new()
    {
        ["designs"] = designs => designs.Select(design => new { Design = design.Name, design.Title, design.Source, Parts = design.Parts.Count, Refuted = design.Refuted.Count }),
        ["parts"] = designs => designs.SelectMany(design => design.Parts).Select(part => part.GetType()).Distinct()
            .Select(type => new { Part = type.Name, Function = PartVersions.FunctionOf(type, designs), Designs = PartVersions.DesignsWith(type).Select(design => design.Name) }),
        ["steps"] = designs => ListedStep.Of(designs).Select(step => new { Step = step.Name, step.Function, Designs = step.Designs.Select(design => design.Name) }),
        ["invariants"] = _ => KnownInvariants.All.Select(property => new { Invariant = property.Name, property.Ids, property.Sentence, property.Origin, Designs = KnownInvariants.DesignsJudgedBy(property.Name).Select(design => design.Name) }),
        ["tables"] = designs => TableSheet.Of(designs).Select(table => new { Table = table.Table.Name, table.Table.Indices, table.Table.Range, table.Says, Designs = table.Designs.Select(design => design.Name) }),
        ["bugs"] = designs => SeededBugs.All.Where(bug => designs.Any(bug.AppliesTo)).Select(bug => new { Bug = bug.Name, bug.Violates, bug.Sentence, Designs = designs.Where(bug.AppliesTo).Select(design => design.Name) }),
        ["claims"] = _ => Claims.All.Select(claim => new { Claim = claim.Number, claim.Decision, claim.Sentence, claim.Origin, claim.Releases, Refutations = claim.Refutations.Select(ClaimWords.Of), claim.Bugs, claim.Tests, claim.Findings, claim.Open }),
        ["findings"] = designs => Finding.Of(designs).Select(finding => new { Finding = finding.Name, finding.Title, finding.Status, finding.Releases, finding.Severity, finding.Designs, finding.Invariants }),
    };

    /// <summary>Writes a line for each thing of a kind, or none where no kind is asked for, and the summary: how many there are.</summary>
    /// <param name="output">where to.</param>
    /// <param name="kind">the kind, or null for the numbers of all.</param>
    /// <param name="designs">the designs that are spoken of.</param>
    public static void Write(TextWriter output, string? kind, IReadOnlyList<Design> designs)
    {
        Dictionary<string, object> summary = new() { ["summary"] = true };
        foreach (var (name, linesOf) in Lines.Where(one => kind is null || one.Key == kind))
        {
            List<object> lines = [.. linesOf(designs)];
            summary[name] = lines.Count;
            foreach (var line in kind is null ? [] : lines)
            {
                JsonLines.Write(output, line);
            }
        }
        JsonLines.Write(output, summary);
    }
}
