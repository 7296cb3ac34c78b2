using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>
/// Shrinks a failing trace: first to the least scope of its design, as loops over vmemmap pages make the same bug longer where there are more of
/// them; then in length, by leaving out chunks and pairs, by putting one move elsewhere and other steps in its place, and by looking for a short cut to the end. At last the
/// small scopes are walked: all states that the same steps reach, and then those that others reach too. For where a trace begins, and how many pages its hugepages have, is as accidental as the rest of it.
/// The same invariant stays violated all the time, and what is returned has been replayed.
/// </summary>
public static class Shrinker
{
    /// <summary>The shortest trace that some come to, which violate one invariant.</summary>
    /// <param name="traces">traces that replay.</param>
    /// <param name="design">their design.</param>
    /// <param name="bug">their bug, or null.</param>
    public static Trace Shrink(IReadOnlyList<Trace> traces, Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(traces);
        Dictionary<Scope, Attempt> attempts = [];
        var shortest = traces.Select(trace => Shrink(trace, design, bug, attempts)).MinBy(trace => trace.Moves.Count)!;
        foreach (var scope in ToWalk(shortest.Scope, bug?.In(design) ?? design))
        {
            var attempt = AttemptIn(attempts, scope, design, bug, shortest.Invariant);
            shortest = Detours.Left(attempt, shortest.Moves) is { } shorter ? Finish(shortest, attempt, shorter) : shortest;
        }
        return shortest;
    }

    /// <summary>The shortest trace that it comes to without a walk; as long as the given one at most.</summary>
    /// <param name="trace">a trace that replays.</param>
    /// <param name="design">its design.</param>
    /// <param name="bug">its bug, or null.</param>
    public static Trace Shrink(Trace trace, Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(design);
        return Shrink(trace, design, bug, []);
    }

    // What was learnt of a scope in shrinking one trace serves the others, which violate the same invariant.
    private static Trace Shrink(Trace trace, Design design, Bug? bug, Dictionary<Scope, Attempt> attempts)
    {
        var large = AttemptIn(attempts, trace.Scope, design, bug, trace.Invariant);
        var moves = large.Run(trace.Moves) ?? throw new ArgumentException("The trace does not violate its invariant.", nameof(trace));

        // As it is, and where that fails with a few deletions: what is left over maps better to the small scope. At true geometry, where each state has many values to look at, they take longer than all else.
        Lazy<IReadOnlyList<Move>> fewer = new(() => Deletion.Chunks(large.Run, moves));
        var least = (bug?.In(design) ?? design).SmallScope;
        List<Trace> candidates = [];
        if (trace.Scope != least)
        {
            var small = AttemptIn(attempts, least, design, bug, trace.Invariant);
            var carried = ScopeChange.InSmallScope(small, moves, trace.Scope) ?? ScopeChange.InSmallScope(small, fewer.Value, trace.Scope);
            candidates.AddRange(carried is null ? [] : [Finish(trace, small, Minimise(small, carried))]);
        }
        if (IsNoLarger(trace.Scope, least))
        {
            candidates.Add(Finish(trace, large, Minimise(large, fewer.Value)));
        }
        return candidates.MinBy(candidate => candidate.Moves.Count) ?? Finish(trace, large, fewer.Value);
    }

    private static Attempt AttemptIn(Dictionary<Scope, Attempt> attempts, Scope scope, Design design, Bug? bug, string invariant)
    {
        if (!attempts.TryGetValue(scope, out var attempt))
        {
            attempts[scope] = attempt = new(new Instance(design, scope, bug), invariant);
        }
        return attempt;
    }

    // Where counterexamples are looked for, and first where the trace is, if that is small too: at true geometry a walk would not get far.
    private static List<Scope> ToWalk(Scope scope, Design design) =>
        [.. new[] { scope }.Where(own => IsNoLarger(own, design.SmallScope)).Concat([design.SmallScope, .. design.OtherBeginnings]).Distinct()];

    // Then everything that is tried in the least scope is cheap enough there.
    private static bool IsNoLarger(Scope scope, Scope least) => scope.Folios <= least.Folios && scope.Pages <= least.Pages + 1 && scope.Slots <= least.Slots;

    private static IReadOnlyList<Move> Minimise(Attempt attempt, IReadOnlyList<Move> moves)
    {
        while (true)
        {
            var before = moves.Count;
            moves = Deletion.Chunks(attempt.Run, moves);
            moves = Deletion.Pairs(attempt.Run, moves);
            moves = Reordering.OneMove(attempt.Run, moves);
            moves = Substitution.OneStep(attempt, moves);
            moves = ShortCut.ToTheEnd(attempt, moves);
            if (moves.Count == before)
            {
                return moves;
            }
        }
    }

    private static Trace Finish(Trace trace, Attempt attempt, IReadOnlyList<Move> moves)
    {
        _ = attempt.Run(moves);
        _ = attempt.IsViolated(out var at);
        var shrunk = trace with { Scope = attempt.Instance.Scope, Moves = moves, At = at };
        Replay.Require(attempt.Instance, shrunk);
        return shrunk;
    }
}
