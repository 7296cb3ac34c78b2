using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Lemmas;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Verify.Verdicts;

/// <summary>What a search for lemmas came to.</summary>
/// <param name="Design">the design.</param>
/// <param name="Lemmas">the lemmas proposed: as few as suffice.</param>
/// <param name="Proved">properties that are proved with them, for every size.</param>
/// <param name="ProvedWithout">those that are proved without.</param>
/// <param name="Violated">properties that a walk violates, and after how many steps: no lemma proves them.</param>
/// <param name="Open">properties that neither a walk violates nor a proof reaches.</param>
/// <param name="Lost">names of lemmas of the design that are not inductive, whatever is added.</param>
public sealed record ProposedLemmas(Design Design, IReadOnlyList<Candidate> Lemmas, IReadOnlyList<string> Proved, IReadOnlyList<string> ProvedWithout, IReadOnlyDictionary<string, int> Violated, IReadOnlyList<string> Open, IReadOnlyList<string> Lost);

/// <summary>
/// Looks for lemmas that a design lacks: those of many simple shapes that hold in the states that walks reach, that are inductive together, and without which a proof breaks. Nothing of it is believed
/// before the prover has proved it.
/// </summary>
/// <param name="solver">who answers.</param>
/// <param name="threads">worker threads, 0 for one per core.</param>
public sealed class LemmaSearch(ISolver solver, int threads = 0)
{
    /// <summary>So many lemmas are proposed at most.</summary>
    public const int Most = 24;

    // The walk only has to sort out what is false: the proof does the rest.
    private const int States = 150_000;
    private const int MostTries = 4;

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Searches.</summary>
    /// <param name="design">a design.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    public ProposedLemmas Of(Design design, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        var shapes = Shapes.Of(design);
        var (candidates, refuted) = HeldInWalks(design, shapes, cancellation);
        HashSet<string> known = [.. refuted.Keys, .. design.Refuted.Select(expected => expected.Invariant)];
        var without = Prove(design, known, cancellation);
        HashSet<string> own = [.. new Machine<Model.Concrete.Bit, Model.Concrete.Num>(design).Lemmas.Select(lemma => lemma.Name)];

        ScopeInduction induction = new(With(design, candidates), solver) { Progress = Progress };
        var inductive = induction.Inductive(own.Concat(candidates.Select(candidate => candidate.Name)).ToHashSet(), cancellation);
        var properties = new Machine<Model.Concrete.Bit, Model.Concrete.Num>(design).Properties.Select(property => property.Name).Where(name => !known.Contains(name)).ToHashSet();
        var within = induction.Implied(properties, inductive, cancellation);
        List<Candidate> usable = [.. candidates.Where(candidate => inductive.Contains(candidate.Name))];
        IReadOnlyList<Candidate> chosen = [];
        var with = without;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (induction.Sufficient(own.Where(inductive.Contains).ToHashSet(), [.. usable.Select(candidate => candidate.Name)], within, Most, cancellation) is not { } names)
            {
                break;
            }
            List<Candidate> tried = [.. names.Select(name => usable.Find(candidate => candidate.Name == name)!)];
            var result = Prove(With(design, tried), known, cancellation);
            if (result.Proved.Count(properties.Contains) > with.Proved.Count(properties.Contains))
            {
                (chosen, with) = ([.. tried.Where(candidate => result.Proved.Contains(candidate.Name))], result);
            }
            // What holds in the small scope and is not proved for every size is of no use.
            if (usable.RemoveAll(candidate => tried.Contains(candidate) && !result.Proved.Contains(candidate.Name)) == 0)
            {
                break;
            }
        }
        // What the first walk did not reach may be violated all the same.
        HashSet<string> left = [.. properties.Where(name => !with.Proved.Contains(name))];
        Dictionary<string, int> violated = refuted.Concat(Sought(design, left, cancellation)).ToDictionary();
        return new(
            design, chosen, [.. properties.Where(with.Proved.Contains)], [.. properties.Where(without.Proved.Contains)], violated, [.. left.Where(name => !violated.ContainsKey(name))],
            [.. own.Where(name => !with.Proved.Contains(name))]);
    }

    private Dictionary<string, int> Sought(Design design, IReadOnlySet<string> properties, CancellationToken cancellation)
    {
        var found = Widening.Find(design, bug: null, properties, new() { Threads = threads }, walk => Progress?.Invoke($"{design.Name}: {string.Join(", ", properties)}, {walk}"), cancellation).Found;
        cancellation.ThrowIfCancellationRequested();
        return found.Where(one => properties.Contains(one.Key)).ToDictionary(one => one.Key, one => one.Value.Moves.Count);
    }

    private static Design With(Design design, IReadOnlyList<Candidate> candidates) => design with { Parts = [.. design.Parts, new Proposal(candidates)] };

    private (List<Candidate> Held, IReadOnlyDictionary<string, int> Refuted) HeldInWalks(Design design, IReadOnlyList<Candidate> shapes, CancellationToken cancellation)
    {
        Instance instance = new(With(design, shapes), design.SmallScope);
        HashSet<string> tried = [.. shapes.Select(shape => shape.Name)];
        Explorer explorer = new(instance, Bounds.Default, instance.Machine.Lemmas.Where(lemma => tried.Contains(lemma.Name)).Concat(instance.Machine.Properties), new() { States = States, Threads = threads })
        {
            Progress = progress => Progress?.Invoke($"{design.Name}: {shapes.Count} candidates, {progress}"),
        };
        var violated = explorer.Run(cancellation: cancellation).Violations;
        cancellation.ThrowIfCancellationRequested();
        List<Candidate> held = [.. shapes.Where(shape => !violated.ContainsKey(shape.Name))];
        // Where a thing and its opposite hold, no walk came by.
        HashSet<Claim> unseen = [.. held.Where(one => one.Then is Flag { IsSet: true } flag && held.Contains(one with { Then = flag with { IsSet = false } })).Select(one => one.Where)];
        held.RemoveAll(one => unseen.Contains(one.Where));
        Progress?.Invoke($"{design.Name}: {held.Count} of {shapes.Count} candidates hold in {States:N0} states");
        return (held, instance.Machine.Properties.Where(property => violated.ContainsKey(property.Name)).ToDictionary(property => property.Name, property => violated[property.Name].Moves.Count));
    }

    private InductionResult Prove(Design design, IReadOnlySet<string> except, CancellationToken cancellation)
    {
        InductiveProver prover = new(design, bug: null, solver, threads) { Progress = (done, of) => Progress?.Invoke($"{design.Name}: proving, {done} of {of} steps") };
        return prover.Prove(except, cancellation);
    }
}
