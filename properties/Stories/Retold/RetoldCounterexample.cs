using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A counterexample taken again: once all moments are told, the state reached violates its invariant.</summary>
internal class RetoldCounterexample : Retelling
{
    /// <inheritdoc cref="Retelling(IReadOnlyList{Move}, Model.Logic.Scope, Design, Bug?, IReadOnlyList{int}?)"/>
    public RetoldCounterexample(Trace trace, Design design, Bug? bug, IReadOnlyList<int>? start = null)
        : base(trace.Moves, trace.Scope, design, bug, start)
    {
        Trace = trace;
        Invariant = Replayer.FindInvariant(trace.Invariant) ?? throw new ArgumentException($"{design.Name} has no invariant '{trace.Invariant}'.", nameof(trace));
    }

    public Trace Trace { get; }

    public Invariant<Bit, Num> Invariant { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A step is unknown or not enabled, or the last state does not violate the invariant.</exception>
    public override IEnumerable<Moment> Moments()
    {
        foreach (var moment in base.Moments())
        {
            yield return moment;
        }
        if (!new InvariantCheck(Invariant, Now.Scope).IsViolatedAt(Now.State, Trace.At))
        {
            throw new InvalidOperationException($"The trace does not replay: after step {Moves.Count} the invariant '{Trace.Invariant}' holds.");
        }
    }
}
