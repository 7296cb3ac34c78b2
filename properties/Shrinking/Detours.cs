using Vmemmap.Model;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>
/// What no change of a few moves makes shorter may still be a detour. All states are walked that the steps of the trace reach, in any order: these are few. Then those that others reach too, but bystanders that the
/// trace does without.
/// </summary>
internal static class Detours
{
    // A second or two.
    private const long MostStates = 400_000;

    /// <summary>The trace, or a shorter one.</summary>
    public static IReadOnlyList<Move> Left(Attempt attempt, IReadOnlyList<Move> moves)
    {
        var taken = moves.Select(move => move.Step).ToHashSet();
        var steps = attempt.Instance.Machine.Steps.Select(step => step.Name).ToList();
        string[] bystanders = [.. Bystanders.Lookers, .. Bystanders.Walkers, .. Bystanders.Failures, .. Bystanders.Users];
        moves = Walked(attempt, moves, steps.Where(name => !taken.Contains(name)));
        return Walked(attempt, moves, steps.Where(name => bystanders.Contains(name) && !taken.Contains(name)));
    }

    private static IReadOnlyList<Move> Walked(Attempt attempt, IReadOnlyList<Move> moves, IEnumerable<string> without)
    {
        Instance instance = new(attempt.Instance.Design, attempt.Instance.Scope, attempt.Instance.Bug);
        var (machine, invariant) = (instance.Machine, attempt.Invariant);
        Bounds bounds = new(Times(Mishap.PageFails), Times(Mishap.FrameFails), [.. without]);
        Explorer explorer = new(instance, bounds, machine.Properties.Where(property => property.Name == invariant), new() { States = MostStates });
        var found = explorer.Run(new HashSet<string> { invariant }).Violations.GetValueOrDefault(invariant);
        return found is not null && found.Moves.Count < moves.Count ? found.Moves : moves;

        int Times(Mishap mishap) => moves.Count(move => machine.Steps.Any(step => step.Name == move.Step && step.Mishap == mishap));
    }
}
