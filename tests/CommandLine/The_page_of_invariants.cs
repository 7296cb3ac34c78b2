using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary>docs/invariants.md is the catalogue, written out.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class The_page_of_invariants
{
    [Fact]
    public void Says_of_each_invariant_its_sentence_its_origin_and_who_refutes_it()
    {
        var sections = InvariantsPage.Text.Split("\n## ")[1..^1];

        Assert.Equal(KnownInvariants.All.Select(invariant => invariant.Name), sections.Select(section => section.Split('\n')[0]));
        foreach (var (section, invariant) in sections.Zip(KnownInvariants.All))
        {
            Assert.Contains($"\n{invariant.Sentence}\n", section, StringComparison.Ordinal);
            Assert.Contains($"\n* from: {invariant.Origin}\n", section, StringComparison.Ordinal);
            Assert.Contains($"\n* covers {string.Join(", ", invariant.Ids)}\n", section, StringComparison.Ordinal);
            Assert.All(Catalogue.All, design => Assert.Equal(design.Refuted.Of(invariant.Name) is not null, section.Contains($"`{design.Name}` (", StringComparison.Ordinal)));
        }
    }
}
