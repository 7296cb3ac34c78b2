using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Hugepages that come to the pool of a design that scans them for flags, and what such a pool does not do.</summary>
internal static class PoolScenarios
{
    /// <summary>A hugepage is made, not optimised, and may go to whoever it was made for.</summary>
    public static Scenario Finished(this Scenario before, int folio) =>
        before.Do("scan-begins", folio).Repeat("scan-page", folio).Do("set-hugetlb-type", folio).Do("leave-unoptimised", folio);

    /// <summary>It is in the pool.</summary>
    public static Scenario InPool(this Scenario before, int folio) => before.Finished(folio).Do("put-new-hugepage", folio);

    /// <summary>The step cannot be taken, for that reason.</summary>
    public static void MayNot(Scenario scenario, string step, string reason, int? folio = null) =>
        Assert.Contains(reason, Assert.Throws<ScenarioException>(() => scenario.Do(step, folio)).Message, StringComparison.Ordinal);

    /// <summary>What is counted step by step is what a look at each hugepage finds, in so many states; and these steps are taken.</summary>
    public static void MustCount(Design design, Scope scope, int states, string sentence, Condition<Bit, Num> counted, IReadOnlyList<string> without, IReadOnlyList<string> taken)
    {
        Invariant<Bit, Num> invariant = new("counted", ["S1"], sentence, "This test.", [], [], counted);
        var result = new Explorer(new Instance(design, scope), Bounds.Default with { Without = without }, [invariant], new() { States = states }).Run();

        Assert.True(result.Violations.Count == 0, string.Join("; ", result.Violations));
        Assert.All(taken, step => Assert.True(result.Fired[step] > 0, $"{step} was not taken in {result.States} states"));
    }
}
