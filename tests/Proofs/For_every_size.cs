using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Geometry;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Sequences;
using Vmemmap.Proofs.Induction;

namespace Vmemmap.Tests.Proofs;

/// <summary>A proof is one for every size only if nothing is assumed of sizes but what all have that can be: assumptions that are too narrow would make proofs easier, and no verdict would tell.</summary>
public sealed class For_every_size
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void What_is_assumed_of_sizes_is_true_of_every_hugepage_that_there_is(string name)
    {
        var design = Catalogue.Find(name)!;

        Assert.All(StandardHugepages.All.Where(hugepage => hugepage.Geometry.VmemmapPages > design.Layout.KeptPages), hugepage =>
        {
            var (pages, slots) = ((int)hugepage.Geometry.VmemmapPages, (int)hugepage.Geometry.StructPagesPerVmemmapPage);
            Assert.True(IsAssumed(design, new(Folios: 1, pages, slots, Frames: pages, Pins: 1000)), $"{hugepage}");
        });
    }

    // What the command line admits, up to its bounds, and those in which sequences run.
    [Theory]
    [MemberData(nameof(Designs))]
    public void What_is_assumed_of_sizes_is_true_of_every_scope_that_can_be_run(string name)
    {
        var design = Catalogue.Find(name)!;
        Design[] layouts = [design, .. SeededBugs.All.Where(bug => bug.AppliesTo(design)).Select(bug => bug.In(design)).DistinctBy(changed => changed.Layout)];
        int[] pins = [0, 1, 100];
        int[] sizes = [.. Enumerable.Range(1, 20), 31, 32, 33, 64, 99, 100];

        foreach (var (layout, pages, slots) in layouts.SelectMany(layout => sizes.SelectMany(pages => sizes.Select(slots => (layout, pages, slots)))))
        {
            Assert.All(pins, count =>
            {
                Scope scope = new(Folios: 1, pages, slots, Frames: pages, count);
                Assert.True(!IsFit(layout, scope) || IsAssumed(layout, scope), $"{layout} with {scope}");
            });
        }
        Assert.All([design.SmallScope, .. SequenceRunner.SettingsOf(design).Select(setting => setting.Scope)], scope => Assert.True(IsAssumed(design, scope), $"{scope}"));
    }

    [Theory]
    [InlineData("slots", "tail-resolves-to-head")]
    public void What_goes_wrong_only_where_there_is_more_of_something_is_not_proved(string ofWhat, string violates) => MustNotBeProved(ofWhat, violates);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("pages", "unoptimised-pages-have-own-frames")]
    [InlineData("pins", "pinned-page-finds-its-head")]
    public void Whatever_there_is_more_of(string ofWhat, string violates) => MustNotBeProved(ofWhat, violates);

    private static void MustNotBeProved(string ofWhat, string violates)
    {
        Bug bug = new($"many-{ofWhat}", $"Something goes wrong where there are many {ofWhat}.", violates, ofWhat switch
        {
            "pages" => new LeavesOneOfMany(),
            "slots" => new ForgetsOneOfMany(),
            _ => new MiscountsOneOfMany(),
        });
        HashSet<string> others = [.. new Machine<Formula, Integer>(Rfc2020.Design).Properties.Select(property => property.Name).Where(name => name != violates)];

        Assert.Contains(violates, new InductiveProver(Rfc2020.Design, solver: SharedSolver.OfTheGate).Prove(others).Proved);
        Assert.DoesNotContain(violates, new InductiveProver(Rfc2020.Design, bug, SharedSolver.OfTheGate).Prove(others).Proved);
    }

    private static bool IsFit(Design design, Scope scope) => Record.Exception(() => ScopeException.ThrowIfUnfit(design, scope)) is null;

    // Sizes are numbers in these tables, and nothing else is there.
    private static bool IsAssumed(Design design, Scope scope) =>
        new State<Formula, Integer>(design.Shape, new SymbolicTables(scope)).AssumedOfSizes.All(assumed => assumed.Term == TermBank.Current.True);

    private sealed record LeavesOneOfMany() : DropTest("flush-restored", "every entry is changed")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("one of many may be left", (s, x) => s.WalkEnd[x.Folio] - s.Cursor[x.Folio] <= N.If(s.Pages > s.KeptPages + 9, 1, 0))] };
    }

    private sealed record ForgetsOneOfMany() : Rewrite("prep-compound-page")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var frame = s.Pte[x.Folio, s.Cursor[x.Folio]];
                step.Then(s, x);
                s.CompoundHead[frame, 9] = N.If(s.Slots > 9, None.Nobody, s.CompoundHead[frame, 9]);
            },
        };
    }

    private sealed record MiscountsOneOfMany() : Rewrite("pin")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                step.Then(s, x);
                s.LostReference[x.Folio] = s.LostReference[x.Folio] | s.PinCount[x.Folio] > 9;
            },
        };
    }
}
