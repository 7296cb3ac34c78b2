using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>Looks for counterexamples to induction: states in which every lemma holds and from which an obligation fails.</summary>
/// <param name="design">the design.</param>
/// <param name="bug">a seeded bug, or null.</param>
/// <param name="solver">who is asked for them.</param>
public sealed class CounterexampleSearch(Design design, Bug? bug, ISolver solver)
{
    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Why an obligation is not proved, all lemmas being assumed: small scopes are searched, smallest first.</summary>
    /// <param name="obligation">one at which the proof broke first.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">what the solver gives for a counterexample is none when it is executed: an engine is broken.</exception>
    public BrokenObligation Of(Obligation obligation, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(obligation);
        var hasGivenUp = obligation.Outcome == Outcome.Undecided;
        var scopes = SmallScopes.Of(design);
        foreach (var scope in scopes)
        {
            cancellation.ThrowIfCancellationRequested();
            Progress?.Invoke($"{design.Name}: looking for a state from which '{obligation.Invariant}' fails, {scope}");
            var instance = new Instance(design, scope, bug);
            var (answer, model) = new GroundObligation(instance, obligation).Ask(solver);
            if (model is not null)
            {
                return new(obligation, Cause.Lemma, Checked(new ConcreteObligation(instance, obligation), model, obligation), scope);
            }
            hasGivenUp |= answer == Answer.Unknown;
        }
        return new(obligation, hasGivenUp ? Cause.Solver : Cause.Instances, Found: null, scopes[^1]);
    }

    private static CounterexampleToInduction Checked(ConcreteObligation obligation, Transition model, Obligation of)
    {
        if (obligation.Failure(model) is null)
        {
            throw new InvalidOperationException($"Internal error: what the solver gives for a state from which '{of.Invariant}' fails at '{of.Step}' is none when it is executed.");
        }
        var shrunk = obligation.Shrunk(model);
        return new(shrunk, obligation.Failure(shrunk)!.Value);
    }
}
