using System.Diagnostics;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Gives the verdicts on a design: the explorer looks for counterexamples, the prover proves what has none.</summary>
public sealed class Judge(int threads, uint resourceLimit)
{
    // The deepest of the known counterexamples, at depth 12, needs some 300,000 states.
    private const int States = 3_000_000;

    // Where nothing is expected, a look around: what is wrong is shallow as a rule, and the proofs see to the rest.
    private const int StatesWithoutExpectation = 200_000;

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>The verdict on every property of the design, in the order of the catalogue of invariants.</summary>
    public IReadOnlyList<Verdict> Of(Design design, CancellationToken cancellation = default)
    {
        var expected = design.Refuted.ToDictionary(r => r.Invariant, r => r.Reason);
        var instance = new Instance(design, design.SmallScope);

        var (exploration, exploring) = Timed(() => Explore(instance, expected.Keys.ToHashSet(), cancellation));
        var (induction, proving) = Timed(() => Prove(design, exploration.Violations.Keys.ToHashSet(), cancellation));

        return [.. instance.Machine.Properties.Select(property =>
        {
            var counterexample = exploration.Violations.GetValueOrDefault(property.Name);
            var isProved = induction.Proved.Contains(property.Name);
            var status = counterexample is not null ? Ruling.Refuted : isProved ? Ruling.Proved : Ruling.Undecided;
            return new Verdict(
                design.Name, property.Name, property.Ids, status,
                expected.ContainsKey(property.Name) ? Ruling.Refuted : Ruling.Proved, expected.GetValueOrDefault(property.Name),
                status == Ruling.Refuted ? 0 : RestsOn(induction, property.Name),
                status == Ruling.Refuted ? exploring : proving, counterexample);
        })];
    }

    private ExplorationResult Explore(Instance instance, HashSet<string> until, CancellationToken cancellation)
    {
        var name = instance.Machine.Design.Name;
        var explorer = new Explorer(instance, Bounds.Default with { States = until.Count > 0 ? States : StatesWithoutExpectation }, instance.Machine.Properties)
        {
            Progress = (depth, states) => Progress?.Invoke($"{name}: exploring depth {depth}, {states:N0} states"),
        };
        var result = explorer.Run(until, cancellation);
        cancellation.ThrowIfCancellationRequested();
        foreach (var trace in result.Violations.Values)
        {
            Replay.Require(instance, trace);
        }
        return result;
    }

    private InductionResult Prove(Design design, HashSet<string> refuted, CancellationToken cancellation)
    {
        var prover = new InductiveProver(design, bug: null, resourceLimit, threads)
        {
            Progress = (done, of) => Progress?.Invoke($"{design.Name}: proving, {done} of {of} steps"),
        };
        return prover.Prove(refuted, cancellation);
    }

    // A property follows from the lemmas, so its proof rests on theirs too.
    private static int RestsOn(InductionResult induction, string property) =>
        induction.Obligations.Count(o => o.Step != Obligation.Implied || o.Invariant == property);

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        return (work(), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
