using Vmemmap.Model.Designs;
using Vmemmap.Model.Geometry;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Sequences;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// Proofs hold for all sizes at once; here each hugepage of the savings table that is large enough goes there and back at its own size: so many vmemmap pages, struct pages in each, and entries in a page table. Two rows of
/// the same numbers are one.
/// </summary>
public sealed class Every_geometry
{
    private static readonly Seed Fixed = new(7919, 104729);

    private const int Most = 10;

    private static readonly HashSet<string> ThereAndBack = ["leave-optimised", "flush-restored"];

    // One walk of such a hugepage has more steps than all sequences of others.
    private const int Gigantic = 4096;

    public static TheoryData<string> Hugepages => Rows(pages => pages < Gigantic);

    public static TheoryData<string> GiganticOnes => Rows(pages => pages >= Gigantic);

    [Theory]
    [MemberData(nameof(Hugepages))]
    public void Is_optimised_and_restored_under_7_3_and_violates_what_is_refuted_and_nothing_else(string hugepage) => MustGoThereAndBack(hugepage);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(GiganticOnes))]
    public void So_is_a_gigantic_one(string hugepage) => MustGoThereAndBack(hugepage);

    private static void MustGoThereAndBack(string hugepage)
    {
        var design = Linux73.Design;
        var scope = ScopeOf(StandardHugepages.All.Single(one => one.ToString() == hugepage));


        // In a walk of thousands of steps some allocation always fails and some error comes, and what is poisoned in the pool goes no further: so by turns without.
        SequenceRunner runner = new(design, settings: [(scope, []), (scope, ["restore-fails", "memory-failure", "memory-failure-of-frame"])]);
        HashSet<string> taken = [];
        for (var i = 0; i < Most && !taken.IsSupersetOf(ThereAndBack); i++)
        {
            // Each walk is as long as the hugepage has vmemmap pages, and others act in between.
            var run = runner.Run(Fixed with { Value = Fixed.Value + (ulong)i }, sequences: Math.Max(2, 800 / scope.Pages), length: 4000 + (20 * scope.Pages));

            Assert.Subset(design.Refuted.Select(refuted => refuted.Invariant).ToHashSet(), run.Failures.Keys.ToHashSet());
            taken.UnionWith(run.Fired.Where(step => step.Value > 0).Select(step => step.Key));
        }
        Assert.Superset(ThereAndBack, taken);
    }

    private static Scope ScopeOf(StandardHugepage hugepage)
    {
        var geometry = hugepage.Geometry;
        var pages = checked((int)geometry.VmemmapPages);
        var folios = pages > 1000 ? 1 : 2;

        // An entry of a page table has 8 bytes.
        return new(folios, pages, geometry.StructPagesPerVmemmapPage, Frames: (folios * pages) + 4, Pins: 1) { PagesPerTable = (int)Math.Min(pages, geometry.PageSize.Count / 8) };
    }

    // What is shared is every page but the first, so there must be two.
    private static TheoryData<string> Rows(Func<long, bool> fits) =>
        [.. StandardHugepages.All.Where(one => one.Geometry.VmemmapPages >= 2 && fits(one.Geometry.VmemmapPages)).DistinctBy(ScopeOf).Select(one => one.ToString())];
}
