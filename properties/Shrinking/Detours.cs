using Vmemmap.Model;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>
/// What no change of a few moves makes shorter may still be a detour. This is no change of the trace but a bounded search, breadth first: all states of a small scope are walked that the steps of the trace reach, in any
/// order: these are few. Then those that others reach too, but bystanders that the trace does without. A walk ends at a number of states, so a shorter way may be missed. What it finds is a run from the boot state of that scope.
/// </summary>
internal static class Detours
{
    // A second or two.
    private const long MostStates = 400_000;

    /// <summary>A run in the scope of the attempt that is shorter than the trace, or null where none is found.</summary>
    /// <param name="attempt">runs moves in the scope to walk; that of the trace may be another.</param>
    /// <param name="moves">the moves of the trace.</param>
    public static IReadOnlyList<Move>? Left(Attempt attempt, IReadOnlyList<Move> moves)
    {
        var taken = moves.Select(move => move.Step).ToHashSet();
        var steps = attempt.Instance.Machine.Steps.Select(step => step.Name).ToList();
        var bystanders = BystandersOf(moves);
        var shorter = Walked(attempt, moves, steps.Where(name => !taken.Contains(name)));
        return Walked(attempt, shorter ?? moves, steps.Where(name => bystanders.Contains(name) && !taken.Contains(name))) ?? shorter;
    }

    // To one hugepage others are users of frames: where there is but one, another user does what a second hugepage did.
    private static string[] BystandersOf(IReadOnlyList<Move> moves) =>
    [
        .. Bystanders.Lookers, .. Bystanders.Walkers, .. Bystanders.Failures,
        .. moves.Select(move => move.At.Folio.Value).Distinct().Count() > 1 ? [] : Bystanders.Users,
    ];

    private static IReadOnlyList<Move>? Walked(Attempt attempt, IReadOnlyList<Move> moves, IEnumerable<string> without)
    {
        Instance instance = new(attempt.Instance.Design, attempt.Instance.Scope, attempt.Instance.Bug);
        var (machine, invariant) = (instance.Machine, attempt.Invariant);
        Bounds bounds = new(Times(Mishap.PageFails), Times(Mishap.FrameFails), [.. without]);
        Explorer explorer = new(instance, bounds, machine.Properties.Where(property => property.Name == invariant), new() { States = MostStates });
        var found = explorer.Run(new HashSet<string> { invariant }).Violations.GetValueOrDefault(invariant);
        return found is not null && found.Moves.Count < moves.Count ? found.Moves : null;

        int Times(Mishap mishap) => moves.Count(move => machine.Steps.Any(step => step.Name == move.Step && step.Mishap == mishap));
    }
}
