namespace Vmemmap.Model.Designs;

/// <summary>One way to optimise vmemmap: how the optimised mapping is laid out, and one version of each kernel function.</summary>
public sealed record Design
{
    /// <summary>Unique name, a slug.</summary>
    public required string Name { get; init; }

    /// <summary>One line for readers.</summary>
    public required string Title { get; init; }

    /// <summary>Where it was read: releases, commits and mails, or notes where there was nothing better.</summary>
    public required string Source { get; init; }

    /// <summary>What an optimised mapping looks like.</summary>
    public required Layout Layout { get; init; }

    /// <summary>The functions, in the order in which their steps are listed.</summary>
    public required PartList Parts { get; init; }

    /// <summary>How the release calls what its steps do, where its parts say it in words of an older one (<see cref="FunctionNames"/>).</summary>
    public IReadOnlyDictionary<string, string> Functions { get; init; } = new Dictionary<string, string>();

    /// <summary>Verdicts other than "proved" that the design is known for.</summary>
    public Expectations Refuted { get; init; } = Expectations.None;

    /// <summary>The runs that its mails and commits are about, where the shortest counterexample is another: one for an invariant at most. Told before all others, in this order.</summary>
    public IReadOnlyList<TellingRun> Tellings { get; init; } = [];

    /// <summary>The design that it is with corrections, and their names; null where it is one of its own.</summary>
    public (Design Of, IReadOnlyList<string> With)? Remedied { get; init; }

    /// <summary>The scope in which counterexamples are looked for: the least in which every step of the design can be taken.</summary>
    public Scope SmallScope
    {
        get
        {
            var pages = Layout.KeptPages + Parts.Max(part => part.TailPages);
            return new(Folios: 1, pages, Slots: 2, Frames: pages + Parts.Sum(part => part.SpareFrames), Pins: 1)
            {
                PagesPerTable = Parts.Any(part => part.NeedsPageTables) ? pages - 1 : pages,
                Map = Shape.SplitsPmds ? MemoryMap.Boot : MemoryMap.PageByPage,
            };
        }
    }

    /// <summary>The same scope with other beginnings: a hugepage of memory that was set aside at boot, in one zone or in two; another kind of memory map; one that two hugepages have in one page table.</summary>
    public IReadOnlyList<Scope> OtherBeginnings
    {
        get
        {
            var (small, pages) = (SmallScope, Layout.KeptPages + 1);
            return
            [
                .. Shape.BeginsInMemblock ? [small with { FromMemblock = 1 }, small with { FromMemblock = 1, CrossingZones = 1 }] : Array.Empty<Scope>(),
                .. Shape.AsksSelfHosted ? [small with { Map = MemoryMap.SelfHosted }] : Array.Empty<Scope>(),
                .. Shape.SplitsPmds ? [HotPlugged(small), OneTable(small with { Pages = pages })] : Array.Empty<Scope>(),
            ];
        }
    }

    /// <summary>One hugepage of hot-plugged memory, whose entries are all in one page table.</summary>
    public static Scope HotPlugged(Scope small)
    {
        ArgumentNullException.ThrowIfNull(small);
        return small with { Map = MemoryMap.HotPlugged, PagesPerTable = small.Pages };
    }

    /// <summary>Two hugepages, each in a zone of its own.</summary>
    public static Scope TwoZones(Scope small)
    {
        ArgumentNullException.ThrowIfNull(small);
        return small with { Folios = 2, Frames = 2 * small.Pages + 2, PagesPerTable = small.Pages, InAnotherZone = 1 };
    }

    /// <summary>Two hugepages whose entries are all in one page table.</summary>
    public static Scope OneTable(Scope small)
    {
        ArgumentNullException.ThrowIfNull(small);
        return small with { Folios = 2, Frames = 2 * small.Pages, PagesPerTable = small.Pages, FoliosPerTable = 2 };
    }

    /// <summary>Where the counterexample of something refuted is looked for.</summary>
    public Scope ScopeOf(Expectation refuted)
    {
        ArgumentNullException.ThrowIfNull(refuted);
        var scope = refuted.In(SmallScope);
        var more = refuted.MoreTailPages;
        return scope with { Pages = scope.Pages + more, Frames = scope.Frames + more, PagesPerTable = scope.PagesPerTable + more };
    }

    /// <summary>What states of its machine must know of it.</summary>
    public Shape Shape => new(Layout, Parts.PointsOf(Actor.Hugepage), Parts.PointsOf(Actor.MemoryFailure), Parts.PointsOf(Actor.Reader))
    {
        FailuresConcur = Parts.Any(part => part.IsConcurrent),
        HasKey = Parts.OfType<HeadLookup>().Any(lookup => lookup.HasKey),
        FlushAllIsEmpty = Parts.Any(part => part.FlushAllIsEmpty),
        NeedsBreakBeforeMake = Parts.Any(part => part.NeedsBreakBeforeMake),
        BreaksBeforeMake = Parts.Any(part => part.BreaksBeforeMake),
        LeavesCopies = Layout.SharesHead && Parts.Any(part => part.LeavesCopies),
        RollsBackHead = Parts.Any(part => part.RollsBackHead),
        AsksSelfHosted = Parts.Any(part => part.AsksSelfHosted),
        LosesFlaggedPages = Parts.Any(part => part.LosesFlaggedPages),
        Reserves = Parts.Any(part => part.Reserves),
        LeavesCounts = Parts.Any(part => part.LeavesCounts),
        CopiesLastTail = Parts.Any(part => part.CopiesLastTail),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
