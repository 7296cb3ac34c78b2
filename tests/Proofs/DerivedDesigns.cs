using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Proofs;

/// <summary>Designs of which something breaks in the proof, without a run that shows it.</summary>
internal static class DerivedDesigns
{
    /// <summary>v5.18 with a control point that no step goes to, and a step from there that loses track of references: no run takes it, and no lemma says so.</summary>
    public static Design WithStepFromNowhere { get; } = Linux518.Design with
    {
        Name = "step-from-nowhere",
        Parts = [.. Linux518.Design.Parts, new Nowhere()],
        Refuted = Expectations.None,
        Tellings = [],
    };

    /// <summary>v5.18 with a lemma that no proof needs and that does not hold at the beginning.</summary>
    public static Design WithLemmaThatIsFalseInitially { get; } = Linux518.Design with
    {
        Name = "lemma-false-initially",
        Parts = [.. Linux518.Design.Parts, new Overstated()],
        Refuted = Expectations.None,
        Tellings = [],
    };

    private sealed record Overstated : Part
    {
        public override IReadOnlyList<ControlPoint> Visits => [];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

        public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
            [Invariant<B, N>.Lemma("always-typed", "Every hugepage has the type.", [Index.Folio], [], (s, x) => s.Hugetlb[x.Folio])];
    }

    private sealed record Nowhere : Part
    {
        private static readonly ControlPoint Point = new(Actor.Hugepage, "nowhere", Phase.Settled);

        public override IReadOnlyList<ControlPoint> Visits => [Point, Points.Kept];

        public override IReadOnlyList<Holds> Outline => [new(Point) { Hugetlb = true, Freed = false, References = Count.Zero }];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [
            new HugepageStep<B, N>("come-from-nowhere", "nobody's function", Point)
            {
                Then = (s, h) => s.GoTo(h, Points.Kept),
            },
        ];
    }
}
