using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Tests.Designs;

/// <summary>What a corrected design changes is not more than it must: without any single change a property falls that it has.</summary>
public sealed class Each_correction_is_needed
{
    public static TheoryData<string> Of518 => [.. Corrected518.Made.Select(correction => correction.Name)];

    public static TheoryData<string> Of73 => [.. Corrected.Made.Select(correction => correction.Name)];

    [Theory]
    [MemberData(nameof(Of518))]
    public void Taken_away_alone_from_corrected_5_18_it_brings_back_a_refutation(string name)
    {
        var design = Without(Linux518.Design, Corrected518.Made, name);
        var pages = design.Layout.KeptPages + 1;

        // One vmemmap page that is shared is enough, but for what goes wrong in a rollback. As a rule it is near; further away only where it is not.
        Assert.Contains(new[] { 20_000, 1_000_000 }, states => Violated(states).Except(Corrected518.Design.Refuted.Select(r => r.Invariant)).Any());

        IEnumerable<string> Violated(int states)
        {
            Instance instance = new(design, design.SmallScope with { Pages = pages, Frames = pages });
            return new Explorer(instance, Bounds.Default, instance.Machine.Properties, new() { States = states }).Run().Violations.Keys.Intersect(instance.Machine.Properties.Select(property => property.Name));
        }
    }

    // What it is needed for is what 7.3 says that it is a remedy of.
    [Theory]
    [MemberData(nameof(Of73))]
    public void Taken_away_alone_from_corrected_it_brings_back_a_refutation_of_7_3(string name)
    {
        var design = Without(Linux73.Design, Corrected.Made, name);

        Assert.Contains(Linux73.Design.Refuted.Where(refuted => refuted.Remedy.Contains(name)), refuted => Each_refutation_has_a_remedy.Found(design, refuted) is not null);
    }

    // Without what one correction is about, another may have nothing to change: then that is left out too.
    private static Design Without(Design design, IReadOnlyList<Correction> made, string name) =>
        made.Where(correction => correction.Name != name).Aggregate(design, (changed, correction) => correction.Of(changed)) with { Refuted = Expectations.None, Tellings = [] };
}
