using Vmemmap.Model.Concrete;
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
        return Problem(instance, trace.Moves) is { } problem
            ? problem
            : IsViolated(instance, trace) ? null : $"After the last step, {trace.Moves.Count}, '{trace.Invariant}' is not violated as the trace says.";
    }

    /// <summary>Takes steps from the boot state; the instance is left in the last state reached.</summary>
    /// <returns>null where every step was enabled; else one sentence that says which was not.</returns>
    public static string? Problem(Instance instance, IReadOnlyList<Move> moves)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(moves);
        instance.Boot();
        for (var i = 0; i < moves.Count; i++)
        {
            var move = moves[i];
            var step = instance.Machine.Steps.FirstOrDefault(s => s.Name == move.Step);
            if (step is null)
            {
                return $"Step {i + 1}, '{move.Step}', is not one of {instance.Machine.Design.Name}.";
            }
            if (step.Guard.FirstOrDefault(c => !instance.Holds(c, move.At)) is { } unmet)
            {
                return $"Step {i + 1}, '{move.Step}', cannot be taken: it does not hold that {unmet.Name}.";
            }
            instance.Take(step, move.At);
        }
        return null;
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

    private static bool IsViolated(Instance instance, Trace trace)
    {
        var invariant = instance.Machine.Properties.Concat(instance.Machine.Lemmas).FirstOrDefault(i => i.Name == trace.Invariant);
        var at = trace.At;
        return invariant is not null
            && new InvariantCheck(invariant, instance.Scope).IsViolated(instance.State, ref at, fixedVariables: (1 << invariant.Indices.Count) - 1);
    }
}
