using Vmemmap.Model;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Properties.Traces;

/// <summary>Replays a trace concretely, step by step: a counterexample counts only if it does.</summary>
public static class Replay
{
    /// <summary>Takes all steps of the trace from the boot state; the instance is left in the last state reached.</summary>
    /// <returns>null where every step was enabled and the last state violates the invariant as the trace says; else one sentence that says what does not fit.</returns>
    public static string? Problem(Instance instance, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(instance);
        var replayer = new Replayer(instance);
        return Refused(replayer, trace.Moves) is { } problem
            ? problem
            : IsViolated(replayer, trace) ? null : $"After the last step, {trace.Moves.Count}, '{trace.Invariant}' is not violated as the trace says.";
    }

    /// <summary>Takes steps from the boot state; the instance is left in the last state reached.</summary>
    /// <returns>null where every step was enabled; else one sentence that says which was not.</returns>
    public static string? Problem(Instance instance, IReadOnlyList<Move> moves)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(moves);
        return Refused(new Replayer(instance), moves);
    }

    /// <summary>Replays a trace that an engine has found.</summary>
    /// <exception cref="InvalidOperationException">it does not replay: the engine is broken.</exception>
    public static void Require(Instance instance, Trace trace)
    {
        if (Problem(instance, trace) is { } problem)
        {
            throw new InvalidOperationException($"Internal error: the counterexample to {trace.Invariant} of {trace.Design} does not replay. {problem}");
        }
    }

    private static string? Refused(Replayer replayer, IReadOnlyList<Move> moves)
    {
        replayer.Instance.Boot();
        return moves.Select((move, number) => replayer.Take(move, number + 1)).FirstOrDefault(refusal => refusal is not null)
            ?.Sentence(replayer.Instance.Design.Name);
    }

    private static bool IsViolated(Replayer replayer, Trace trace) =>
        replayer.FindInvariant(trace.Invariant) is { } invariant
        && new InvariantCheck(invariant, replayer.Instance.Scope).IsViolatedAt(replayer.Instance.State, trace.At);
}
