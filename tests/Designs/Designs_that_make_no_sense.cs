using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Parts;

namespace Vmemmap.Tests.Designs;

/// <summary>Whoever writes a design down wrongly is told in one sentence what is wrong, where, and what is allowed.</summary>
[Trait("Category", "Fast")]
public sealed class Designs_that_make_no_sense
{
    private static readonly Design Sound = Linux518.Design;

    [Fact]
    public void Two_parts_that_have_the_same_step() => Assert.Equal(
        "In linux-5.18 the parts FreeAndMoveHeadFlag and FreeAndSweepAliases both have the step 'free-hugepage': a design has one version of each function.",
        ComplaintOf(Sound with { Parts = [.. Sound.Parts, new FreeAndSweepAliases()] }));

    [Fact]
    public void A_part_that_has_a_step_twice() => Assert.Equal(
        "In linux-5.18 the part Stub has the step 'idle' twice: a name means one step.",
        ComplaintOf(Sound with { Parts = [.. Sound.Parts, new Stub("idle", "idle")] }));

    [Fact]
    public void A_refutation_expected_of_an_invariant_that_there_is_not() => Assert.StartsWith(
        "In linux-5.18 a refutation of 'poison-recoded' is expected, and there is no such invariant: the names are tail-resolves-to-head, one-head-per-hugepage, ",
        ComplaintOf(Sound with { Refuted = new("linux-5.18", new("poison-contained", "Known."), new("poison-recoded", "A slip.")) }), StringComparison.Ordinal);

    // A lemma is proved or of no use: no design is known for one.
    [Fact]
    public void A_refutation_expected_of_a_lemma() => Assert.StartsWith(
        "In linux-5.18 a refutation of 'stale-translations' is expected, and there is no such invariant: ",
        ComplaintOf(Sound with { Refuted = new("linux-5.18", new Expectation("stale-translations", "A lemma.")) }), StringComparison.Ordinal);

    [Fact]
    public void A_derived_design_that_expects_the_refutations_of_the_one_that_it_is_derived_from() => Assert.Equal(
        "The refutations that another is expected to have were measured on linux-5.18: a design that is derived from another says its own, Expectations.None as long as nobody knows them.",
        ComplaintOf(Sound with { Name = "another" }));

    [Fact]
    public void A_derived_design_that_says_its_own_expectations() =>
        Assert.NotEmpty(new Machine<Bit, Num>(Sound with { Name = "another", Refuted = new("another", [.. Sound.Refuted]) }).Properties);

    [Fact]
    public void A_counterexample_that_does_without_a_step_that_there_is_not() => Assert.StartsWith(
        "In linux-5.18 a counterexample does without 'memory-falure', which is no step of it: its steps are alloc-hugepage, ",
        ComplaintOf(Sound with { Refuted = new("linux-5.18", new Expectation("poison-contained", "Known.") { Without = ["memory-failure", "memory-falure"] }) }), StringComparison.Ordinal);

    [Fact]
    public void A_role_that_no_part_has() => Assert.Matches(
        @"^A design needs exactly one part of the kind HeadLookup \(FakeHeadLookup or MaskLookup or PointerLookup\), but there is none among its parts AllocFreshHugePage, .*, OtherUsers, PfnWalker, StablePageFlags\.$",
        ComplaintOf(Sound with { Parts = Sound.Parts.Without<HeadLookup>() }));

    [Fact]
    public void A_role_that_two_parts_have() => Assert.Equal(
        "A design needs exactly one part of the kind HeadLookup (FakeHeadLookup or MaskLookup or PointerLookup), but it has FakeHeadLookup and PointerLookup.",
        ComplaintOf(Sound with { Parts = [.. Sound.Parts, new PointerLookup()] }));

    [Fact]
    public void A_part_replaced_that_the_design_it_is_derived_from_has_not() => Assert.StartsWith(
        "A design needs exactly one part of the kind SetTypeBeforeOptimise (SetTypeBeforeOptimise), but there is none among its parts AllocFreshHugePage, ",
        Assert.Throws<DesignException>(() => Sound.Parts.Replace<SetTypeBeforeOptimise>(new SetTypeAfterOptimise())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_weight_for_a_step_that_the_part_has_not() => Assert.Equal(
        "In linux-5.18 the part Stub has a weight for 'idel', which is no step of it: its steps are idle, busy.",
        ComplaintOf(Sound with { Parts = [.. Sound.Parts, new Stub("idle", "busy") { Weighed = "idel" }] }));

    [Fact]
    public void A_weight_for_a_step_of_another_part() => Assert.Equal(
        "In linux-5.18 the part Stub has a weight for 'optimise', which is no step of it: its steps are idle.",
        ComplaintOf(Sound with { Parts = [.. Sound.Parts, new Stub("idle") { Weighed = "optimise" }] }));

    [Fact]
    public void Two_parts_that_say_different_things_of_a_control_point() => Assert.Equal(
        "At the control point 'restoring' the part AllocVmemmap says 'FromCursor' and the part Stub 'All': parts may say the same, or one of them nothing.",
        ComplaintOfLemmas(new(Points.Restoring) { Shared = Tails.All }));

    [Fact]
    public void Two_parts_may_say_the_same_of_a_control_point_and_one_of_them_more()
    {
        Machine<Bit, Num> machine = new(Sound with { Parts = [.. Sound.Parts, new Stub { Says = new(Points.Restoring) { Shared = Tails.FromCursor, Hugetlb = false } }] });

        Assert.NotEmpty(machine.Lemmas);
    }

    [Fact]
    public void A_part_may_speak_of_control_points_that_the_design_has_not()
    {
        Machine<Bit, Num> machine = new(Sound with { Parts = [.. Sound.Parts, new Stub { Says = new(Points.Leaked) { Optimised = true } }] });

        Assert.NotEmpty(machine.Lemmas);
    }

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Of_the_designs_that_there_are_nothing_is_to_be_complained_of(string name) => Assert.NotEmpty(new Machine<Bit, Num>(Catalogue.Find(name)!).Lemmas);

    private static string ComplaintOf(Design design) => Assert.Throws<DesignException>(() => new Machine<Bit, Num>(design)).Message;

    private static string ComplaintOfLemmas(Holds says)
    {
        Machine<Bit, Num> machine = new(Sound with { Parts = [.. Sound.Parts, new Stub { Says = says }] });

        return Assert.Throws<DesignException>(() => machine.Lemmas).Message;
    }

    // A part with steps of these names, all of which do nothing.
    private sealed record Stub(params IReadOnlyList<string> Names) : Part
    {
        public string? Weighed { get; init; }

        public Holds? Says { get; init; }

        public override IReadOnlyList<ControlPoint> Visits => [];

        public override IReadOnlyList<Holds> Outline => Says is null ? [] : [Says];

        public override IReadOnlyDictionary<string, Weight> Weights => Weighed is null ? base.Weights : new Dictionary<string, Weight> { [Weighed] = 1 };

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => Names.Select(name => new Step<B, N>(name, "nothing") { Then = (_, _) => { } });
    }
}
