using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Layouts;

/// <summary>
/// A design of which only the layout is written down: what an optimised mapping looks like and how a tail finds its head. It has no steps, so nothing can be explored or proved of it; but the code of its
/// releases can be run, and the properties evaluated on the states that it reaches. Those that rest on what steps remember are not put to the test (<see cref="Abstraction.Evidence"/>).
/// </summary>
internal static class LayoutOnly
{
    /// <summary>Makes one.</summary>
    /// <param name="name">unique name, a slug.</param>
    /// <param name="title">one line for readers.</param>
    /// <param name="source">releases that it was read in.</param>
    /// <param name="layout">what an optimised mapping looks like.</param>
    /// <param name="lookup">how a tail finds its head.</param>
    /// <param name="observer">what is reported of a struct page.</param>
    /// <param name="known">what the code of these releases is known to violate.</param>
    public static Design Of(string name, string title, string source, Layout layout, HeadLookup lookup, Observer observer, params IReadOnlyList<Expectation> known) => new()
    {
        Name = name,
        Title = title,
        Source = source,
        Layout = layout,
        Parts = [new LookupOnly(lookup), observer, new NoMemoryFailure(), new PlacesOfTheCode()],
        Refuted = new(name, known),
    };

    /// <summary>The answers of a lookup, without the steps of those who look.</summary>
    private sealed record LookupOnly(HeadLookup Lookup) : HeadLookup
    {
        public override FakeHeadTest FakeHeadTest => Lookup.FakeHeadTest;

        public override bool HasKey => Lookup.HasKey;

        public override IReadOnlyList<ControlPoint> Visits => Lookup.Visits;

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

        public override N HeadOf<B, N>(N folio, N page, N slot, Loaded<B, N> words) => Lookup.HeadOf(folio, page, slot, words);

        public override B PageHead<B, N>(N folio, N page, N slot, Loaded<B, N> words) => Lookup.PageHead(folio, page, slot, words);

        public override B PageTail<B, N>(N folio, N page, N slot, Loaded<B, N> words) => Lookup.PageTail(folio, page, slot, words);
    }

    /// <summary>Nobody reports a memory error.</summary>
    private sealed record NoMemoryFailure : ErrorRecord
    {
        public override bool IsUnderLock => true;

        public override IReadOnlyList<ControlPoint> Visits => [FailurePoints.Idle, FailurePoints.Reported];

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];

        public override B Remembers<B, N>(State<B, N> s, N folio, N page, N slot) => s.RawList[folio, page, slot];
    }

    /// <summary>Where the code can be seen to be: <see cref="Abstraction.Position"/>.</summary>
    private sealed record PlacesOfTheCode : Part
    {
        public override IReadOnlyList<ControlPoint> Visits => Abstraction.Position.Used;

        public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [];
    }
}
