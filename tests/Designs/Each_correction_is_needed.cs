using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Tests.Designs;

/// <summary>What `corrected` changes is not more than it must: without any single change a property falls that it has.</summary>
public sealed class Each_correction_is_needed
{
    public static TheoryData<string> Names => [.. Corrected.Corrections.Select(correction => correction.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Taken_away_alone_it_brings_back_a_refutation(string name)
    {
        var design = Corrected.With(Corrected.Corrections.Where(correction => correction.Name != name));
        var pages = design.Layout.KeptPages + 1;

        // One vmemmap page that is shared is enough, but for what goes wrong in a rollback.
        var result = new Explorer(
            new Instance(design, design.SmallScope with { Pages = pages, Frames = pages }), Bounds.Default, options: new() { States = 1_000_000 }).Run();

        Assert.NotEmpty(result.Violations.Keys.Intersect(new Machine<Bit, Num>(design).Properties.Select(property => property.Name)).Except(design.Refuted.Select(r => r.Invariant)));
    }

    [Fact]
    public void The_changes_have_names_of_their_own() => Assert.Equal(Corrected.Corrections.Count, Corrected.Corrections.Select(correction => correction.Name).Distinct().Count());
}
