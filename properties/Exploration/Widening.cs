using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Exploration;

/// <summary>One walk of several in which a violation is looked for, the cheaper ones first.</summary>
/// <param name="Scope">sizes.</param>
/// <param name="Bounds">budgets, and steps left out.</param>
/// <param name="States">states after which it stops.</param>
public sealed record Outlook(Scope Scope, Bounds Bounds, long States);

/// <summary>What the walks found, one after the other until nothing was left to be looked for.</summary>
/// <param name="Found">of what was looked for, the trace that the first walk with one found.</param>
/// <param name="Walks">each walk taken, and its result.</param>
public sealed record WideningResult(IReadOnlyDictionary<string, Trace> Found, IReadOnlyList<(Outlook Outlook, ExplorationResult Result)> Walks);

/// <summary>
/// Looks for violations in one scope after the other: what is wrong is shallow as a rule, but in which scope is not known beforehand. The least scope misses what needs two errors, a bad frame, another
/// hugepage, a frame more, more tails or fewer, or a page table for each page.
/// </summary>
public static class Widening
{
    private const long StatesOfEach = 1_000_000;

    // What is found in a later walk is found after few states there as a rule: each is begun before one goes on for long.
    private static readonly int[] Shares = [10, 1];

    /// <summary>The walks for a design, with a seeded bug or without, in their order.</summary>
    public static IReadOnlyList<Outlook> Of(Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        var changed = bug?.In(design) ?? design;
        var small = changed.SmallScope;
        var oneTail = WithPages(small, changed.Layout.KeptPages + 1);
        var steps = new Instance(design, small, bug).Machine.Steps.Select(step => step.Name).ToHashSet();
        return
        [
            Walk(small, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Failures),
            Walk(small, Bounds.Default with { BadFrames = 1 }, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Users),
            Walk(oneTail, Bounds.Default, Bystanders.Walkers),
            Walk(oneTail, Bounds.Default, Bystanders.Lookers, Bystanders.Failures),
            Walk(oneTail, Bounds.Default with { Errors = 2, BadFrames = 1 }, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Users),
            Walk(small with { Frames = small.Frames + 1 }, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers),
            Walk(small, Bounds.Default with { Errors = 2 }, Bystanders.Lookers),
            Walk(oneTail with { Folios = 2, Frames = oneTail.Frames + oneTail.Pages }, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers),
            Walk(WithPages(small, changed.Layout.KeptPages + 3), Bounds.Default, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Users),
            Walk(small, Bounds.Default),

            // What becomes of a hugepage that was set aside at boot, but for what it was not set aside for: deep.
            .. changed.Shape.BeginsInMemblock ? [Walk(oneTail with { FromMemblock = 1 }, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Failures, Bystanders.Users, Bystanders.OtherLives)] : Array.Empty<Outlook>(),
            .. changed.Layout.IsTailOfZone ? [Walk(Design.TwoZones(oneTail), Bounds.Default, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Failures, Bystanders.Users, Bystanders.OtherLives)] : Array.Empty<Outlook>(),
            .. changed.OtherBeginnings.SelectMany(other => new[] { Walk(other, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers, Bystanders.Users), Walk(other, Bounds.Default, Bystanders.Walkers) }),

            // What boot has left in a frame that hugepages share, and who walks page frame numbers after that.
            .. changed.Layout.IsTailOfZone && changed.Shape.BeginsInMemblock
                ? [
                    Walk(oneTail with { FromMemblock = 1 }, Bounds.Default, Bystanders.Lookers, Bystanders.Failures, Bystanders.Users, Bystanders.OtherUses),
                    Walk(oneTail with { FromMemblock = 1, Folios = 2, Frames = oneTail.Frames + oneTail.Pages }, Bounds.Default, Bystanders.Lookers, Bystanders.Failures, Bystanders.Users, Bystanders.BehindLayout),
                ]
                : Array.Empty<Outlook>(),

            // Where a page table begins with the first tail page a rollback finds the entry of the head's page changed, and no other. Last, as no kernel's does.
            .. small.PagesPerTable < small.Pages ? [Walk(oneTail with { PagesPerTable = 1 }, Bounds.Default, Bystanders.Lookers, Bystanders.Walkers)] : Array.Empty<Outlook>(),
        ];

        Outlook Walk(Scope scope, Bounds bounds, params IReadOnlyList<string>[] without) =>
            new(scope, bounds with { Without = [.. without.SelectMany(names => names).Where(steps.Contains)] }, StatesOfEach);
    }

    /// <summary>Walks until each of some invariants is found violated, or there is no walk left.</summary>
    /// <param name="design">the design.</param>
    /// <param name="bug">a seeded bug, or null.</param>
    /// <param name="sought">names of the invariants.</param>
    /// <param name="options">how each walk is done, and states after which each stops even where the walk has more.</param>
    /// <param name="progress">told how far each walk is.</param>
    /// <param name="cancellation">ends it early: the last walk is interrupted then.</param>
    public static WideningResult Find(
        Design design, Bug? bug, IReadOnlySet<string> sought, ExplorerOptions? options = null, Action<ExplorationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sought);
        Dictionary<string, Trace> found = [];
        List<(Outlook, ExplorationResult)> walks = [];
        var chosen = options ?? ExplorerOptions.Default;
        var outlooks = Of(design, bug);
        HashSet<Outlook> complete = [];
        foreach (var (outlook, states) in Shares.SelectMany(share => outlooks.Where(outlook => !complete.Contains(outlook)).Select(outlook => (outlook, Math.Min(chosen.States, outlook.States) / share))))
        {
            HashSet<string> left = [.. sought.Where(name => !found.ContainsKey(name))];
            if (left.Count == 0 || cancellation.IsCancellationRequested)
            {
                break;
            }
            Instance instance = new(design, outlook.Scope, bug);
            Explorer explorer = new(instance, outlook.Bounds, instance.Machine.Properties.Concat(instance.Machine.Lemmas.Where(lemma => left.Contains(lemma.Name))), chosen with { States = states }) { Progress = progress };
            var result = explorer.Run(left, cancellation);
            walks.Add((outlook, result));
            if (result.IsComplete)
            {
                _ = complete.Add(outlook);
            }
            foreach (var (name, trace) in result.Violations)
            {
                _ = found.TryAdd(name, trace);
            }
        }
        return new(found, walks);
    }

    private static Scope WithPages(Scope scope, int pages) => scope with
    {
        Pages = pages,
        Frames = pages + scope.Frames - scope.Pages,
        PagesPerTable = scope.PagesPerTable < scope.Pages && pages > 2 ? pages - 1 : pages,
    };
}
