using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Tests.Designs;

/// <summary>What `corrected` changes is not more than it must: without any single change a property falls that it has.</summary>
public sealed class Each_correction_is_needed
{
    public static TheoryData<string> Names => [.. Corrected.Made.Select(correction => correction.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Taken_away_alone_it_brings_back_a_refutation(string name)
    {
        // Without what one correction is about, another may have nothing to change: then that is left out too.
        var design = Corrected.Made.Where(correction => correction.Name != name).Aggregate(Linux518.Design, (changed, correction) => correction.Of(changed)) with { Refuted = Expectations.None, Tellings = [] };
        var pages = design.Layout.KeptPages + 1;

        // One vmemmap page that is shared is enough, but for what goes wrong in a rollback. As a rule it is near; further away only where it is not.
        Assert.Contains(new[] { 20_000, 1_000_000 }, states => Violated(states).Except(Corrected.Design.Refuted.Select(r => r.Invariant)).Any());

        IEnumerable<string> Violated(int states)
        {
            Instance instance = new(design, design.SmallScope with { Pages = pages, Frames = pages });
            return new Explorer(instance, Bounds.Default, instance.Machine.Properties, new() { States = states }).Run().Violations.Keys.Intersect(instance.Machine.Properties.Select(property => property.Name));
        }
    }
}
