using Vmemmap.Model.Bugs;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories;

/// <summary>A trace taken again, step by step, so that each step can be described by what it changed. What does not replay is not told.</summary>
internal sealed class Retelling
{
    private readonly Instance before;
    private readonly Instance now;

    public Retelling(Trace trace, Design design, Bug? bug)
    {
        (Trace, Design, Bug) = (trace, design, bug);
        (before, now) = (new(design, trace.Scope, bug), new(design, trace.Scope, bug));
        Invariant = now.Machine.Properties.Concat(now.Machine.Lemmas).FirstOrDefault(i => i.Name == trace.Invariant)
            ?? throw new ArgumentException($"{design.Name} has no invariant '{trace.Invariant}'.", nameof(trace));
        Boot = new(design, trace.Scope, bug);
    }

    public Trace Trace { get; }

    /// <summary>The design before the bug is seeded.</summary>
    public Design Design { get; }

    public Bug? Bug { get; }

    public Invariant<Bit, Num> Invariant { get; }

    /// <summary>An instance in the state in which runs begin.</summary>
    public Instance Boot { get; }

    /// <summary>The instance in the state reached so far: once all moments are told, the violating one.</summary>
    public Instance Now => now;

    /// <summary>The instance in the state before that one.</summary>
    public Instance Before => before;

    /// <summary>The steps, one after the other: each moment's states are those around it only until the next is asked for.</summary>
    /// <exception cref="InvalidOperationException">A step is unknown or not enabled, or the last state does not violate the invariant.</exception>
    public IEnumerable<Moment> Moments()
    {
        before.Boot();
        now.Boot();
        for (var number = 1; number <= Trace.Moves.Count; number++)
        {
            var move = Trace.Moves[number - 1];
            var step = now.Machine.Steps.FirstOrDefault(s => s.Name == move.Step)
                ?? throw new InvalidOperationException($"The trace does not replay: {Design.Name} has no step '{move.Step}', its step {number}.");
            if (!now.IsEnabled(step, move.At))
            {
                throw new InvalidOperationException($"The trace does not replay: step {number}, '{move.Step}', cannot be taken there.");
            }
            now.Memory.Cells.CopyTo(before.Memory.Cells);
            now.Take(step, move.At);
            yield return new Moment(step, move.At, before, now);
        }
        var at = Trace.At;
        if (!new InvariantCheck(Invariant, now.Scope).IsViolated(now.State, ref at, fixedVariables: (1 << Invariant.Indices.Count) - 1))
        {
            throw new InvalidOperationException($"The trace does not replay: after step {Trace.Moves.Count} the invariant '{Trace.Invariant}' holds.");
        }
    }
}
