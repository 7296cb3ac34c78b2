using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Memory;
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

    /// <summary>`corrected-5.18` with a store that goes astray, and only where a hugepage has three tail pages or more: one more than in the least scope.</summary>
    public static Design WrongWithThreeTails { get; } = Corrected518.Design with
    {
        Name = "wrong-with-three-tails",
        Parts = [.. Corrected518.Design.Parts, new ThirdTail()],
        Refuted = new("wrong-with-three-tails", [.. Corrected518.Design.Refuted]),
        Tellings = [],
    };

    /// <summary>
    /// Like v6.11 in three things: a fresh hugepage has its type before it is optimised, keeps it until its tails are restored, and is frozen all the time. Its own parts say what the kernel does, and nothing of what holds there.
    /// </summary>
    public static Design Like611 { get; } = Linux518.Design with
    {
        Name = "like-linux-6.11",
        Parts = Linux518.Design.Parts
            .Replace<AllocFreshHugePage>(new AllocFreshHugePage(IsFrozen: true))
            .Replace<SetTypeAfterOptimise>(new TypeFirst())
            .Replace<RemoveHugetlbPage>(new RemoveHugetlbPage(KeepsType: true, KeepsFrozen: true))
            .Replace<FreeAndMoveHeadFlag>(new FreeTyped()),
        Refuted = Expectations.None,
        Tellings = [],
    };

    /// <summary>
    /// Like v7.1 as far as the model can say it, made from the nearest release: two kept pages, the second in the place of the shared frame of tails, so that there are no fake heads and nothing is reset; no optimise
    /// without a new frame for the head. What it leaves out: the frame of tails is each hugepage's own, not one for a zone and an order; heads are found by pointer, not by mask, which is the same where nobody shares
    /// that frame. The part that is its own has no lemma.
    /// </summary>
    public static Design Like71 { get; } = Linux614.Design with
    {
        Name = "like-linux-7.1",
        Layout = Linux614.Design.Layout with { KeptPages = 2, ListBeginsBehindReset = false },
        Parts = Linux614.Design.Parts
            .Replace<FakeHeadLookup>(new PointerLookup())
            .Replace<RestorePte>(new RestorePte(Resets: false))
            .Replace<RemapWithNewHead>(new NewHeadOrNothing()),
        Refuted = Expectations.None,
        Tellings = [],
    };

    // __hugetlb_vmemmap_optimize_folio(): without a frame for the head nothing is remapped.
    private sealed record NewHeadOrNothing : RemapFree
    {
        private static readonly RemapWithNewHead Moving = new(FlagFirst: true);

        public override IReadOnlyList<ControlPoint> Visits => Moving.Visits;

        public override int SpareFrames => Moving.SpareFrames;

        public override IReadOnlyList<Holds> Outline => Moving.Outline;

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
            Moving.Steps<B, N>(parts).Select(step => step.Name != "no-head-frame" ? step : step with { Then = (s, x) => s.GoTo(x.Folio, RollBackWithNewHead.Failed) });
    }

    // init_new_hugetlb_folio(), without the lock or a scan.
    private sealed record TypeFirst : SetHugetlbType
    {
        public override ControlPoint OptimisedFrom => Points.Typed;

        public override IReadOnlyList<ControlPoint> Visits => [Points.Prepared, Points.Typed];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [
            new HugepageStep<B, N>("set-hugetlb-type", "init_new_hugetlb_folio(): __folio_set_hugetlb()", Points.Prepared)
            {
                Then = (s, h) =>
                {
                    s.Hugetlb[h] = true;
                    s.GoTo(h, Points.Typed);
                },
            },
        ];
    }

    // __update_and_free_hugetlb_folio(): the type goes after the restore, just before the pages are freed.
    private sealed record FreeTyped : FreeHugepage
    {
        private static readonly ControlPoint Untyped = new(Actor.Hugepage, "untyped", Phase.Settled);

        public override IReadOnlyList<ControlPoint> Visits => [Points.Dissolving, Untyped, Points.AwaitingLastPut, Points.Destroying];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [
            new HugepageStep<B, N>("clear-hugetlb-type", "__update_and_free_hugetlb_folio(): __folio_clear_hugetlb()", Points.Dissolving)
            {
                TakesLock = true,
                Then = (s, h) =>
                {
                    s.Hugetlb[h] = false;
                    s.GoTo(h, Untyped);
                },
            },

            new HugepageStep<B, N>("free-hugepage", "__update_and_free_hugetlb_folio()", Untyped)
            {
                Then = (s, h) =>
                {
                    MoveHeadFlag(s, h);
                    s.RawPage[h] = None.Nobody;
                    s.FreePages(h);
                },
            },
        ];
    }

    private sealed record Overstated : Part
    {
        public override IReadOnlyList<ControlPoint> Visits => [];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

        public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) =>
            [Invariant<B, N>.Lemma("always-typed", "Every hugepage has the type.", [Index.Folio], [], (s, x) => s.Hugetlb[x.Folio])];
    }

    private sealed record ThirdTail : Part
    {
        public override IReadOnlyList<ControlPoint> Visits => [Points.Kept];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) =>
        [
            new HugepageStep<B, N>("store-behind-third-tail", "nobody's function", Points.Kept)
            {
                When = [("it is optimised", (s, h) => s.Optimised[h]), ("it has three tail pages", (s, h) => s.Pages > s.KeptPages + 2)],
                Then = (s, h) => s.LostStore[h] = true,
            },
        ];
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
