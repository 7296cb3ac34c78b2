using System.Collections.Concurrent;
using System.Diagnostics;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// Proves invariants of a design for any number of hugepages, frames, pages and slots and any interleaving: the lemmas hold initially, each
/// step preserves them, and they imply the properties. A lemma that fails is given up and the others are tried again without it.
/// </summary>
/// <param name="design">the design.</param>
/// <param name="bug">a seeded bug, or null.</param>
/// <param name="solver">who answers; by default Z3 with <see cref="DefaultResourceLimit"/>. Where it gives up, the obligation is undecided.</param>
/// <param name="threads">worker threads; the result does not depend on their number.</param>
public sealed class InductiveProver(Design design, Bug? bug = null, ISolver? solver = null, int threads = 0)
{
    /// <summary>Some hundred times what the dearest obligation of the designs here needs.</summary>
    public const uint DefaultResourceLimit = 50_000_000;

    private readonly ISolver solver = solver ?? new Z3Solver(DefaultResourceLimit);
    private readonly Machine<Formula, Integer> names = new(design, bug);
    private readonly ConcurrentDictionary<string, (IReadOnlySet<string> Lemmas, List<Obligation> Obligations)> shown = [];
    private Experience experience = new([]);
    private int done, planned;

    /// <summary>Told how many of how many groups of obligations are done.</summary>
    public Action<int, int>? Progress { get; set; }

    /// <summary>Told of each obligation and the SMT-LIB text that settled it, from several threads; null where nobody wants the texts.</summary>
    public Action<Obligation, string>? Settled { get; set; }

    /// <summary>Told of the obligations at which the proof breaks first, as soon as they are known: what follows from them takes longer to find out.</summary>
    public Action<IReadOnlyList<Obligation>>? Broke { get; set; }

    /// <summary>Proves all properties but those excepted.</summary>
    /// <param name="except">names of properties that are known to be refuted: they are neither proved nor assumed.</param>
    /// <param name="cancellation">ends the proof with an <see cref="OperationCanceledException"/>.</param>
    public InductionResult Prove(IReadOnlySet<string> except, CancellationToken cancellation = default)
    {
        HashSet<string> lemmas = [.. names.Lemmas.Select(l => l.Name)];
        experience = new(lemmas);
        shown.Clear();
        HashSet<string> properties = [.. names.Properties.Select(p => p.Name).Where(p => !except.Contains(p))];
        List<Obligation> failed = [];
        IReadOnlyList<Obligation>? obstacles = null;
        while (true)
        {
            List<Obligation> inductive = [.. Run(lemmas, cancellation)];
            var lost = inductive.Where(o => o.Outcome != Outcome.Proved).ToList();
            if (lost.Count == 0)
            {
                var implied = Solve(Obligation.Implied, lemmas, properties, cancellation);
                HashSet<string> proved = [.. lemmas, .. implied.Where(o => o.Outcome == Outcome.Proved).Select(o => o.Invariant)];
                obstacles ??= BrokenAt([.. implied.Where(o => o.Outcome != Outcome.Proved)]);
                return new(proved, [.. failed, .. inductive, .. implied], obstacles) { Experience = experience };
            }
            obstacles ??= BrokenAt(lost);
            failed.AddRange(lost);
            lemmas.ExceptWith(lost.Select(o => o.Invariant));

            // What these lemmas do not imply, fewer do not either: where nothing is left to prove, nobody needs to know which lemmas are inductive.
            var refuted = Solve(Obligation.Implied, lemmas, properties, cancellation).Where(o => o.Outcome == Outcome.Failed).ToList();
            failed.AddRange(refuted);
            properties.ExceptWith(refuted.Select(o => o.Invariant));
            if (properties.Count == 0)
            {
                return new(new HashSet<string>(), failed, obstacles) { Experience = experience };
            }
        }
    }

    private IReadOnlyList<Obligation> BrokenAt(IReadOnlyList<Obligation> obstacles)
    {
        if (obstacles.Count > 0)
        {
            Broke?.Invoke(obstacles);
        }
        return obstacles;
    }

    private List<Obligation> Run(IReadOnlySet<string> lemmas, CancellationToken cancellation)
    {
        (planned, done) = (names.Steps.Count + 1, 0);
        var results = new ConcurrentDictionary<int, List<Obligation>>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, names.Steps.Count + 1, options, i =>
        {
            results[i] = Solve(i == 0 ? Obligation.Initially : names.Steps[i - 1].Name, lemmas, lemmas, cancellation);
            Progress?.Invoke(Interlocked.Increment(ref done), planned);
        });
        return [.. results.OrderBy(r => r.Key).SelectMany(r => r.Value)];
    }

    private List<Obligation> Solve(string step, IReadOnlySet<string> lemmas, IReadOnlySet<string> goals, CancellationToken cancellation)
    {
        // What was shown without a lemma that has failed since is shown.
        if (shown.TryGetValue(step, out var before) && before.Lemmas.IsSubsetOf(lemmas))
        {
            return [.. before.Obligations.Where(obligation => goals.Contains(obligation.Invariant))];
        }
        var theorem = Theorems.Here(design, bug);
        List<(string Invariant, Query Query)> all =
        [
            .. step switch
            {
                Obligation.Initially => theorem.Initially(lemmas),
                Obligation.Implied => theorem.Implied(lemmas, goals),
                _ => theorem.Preserved(step, lemmas),
            },
        ];
        if (Settled is null && Together(all, step) is { } together)
        {
            return together;
        }
        List<Obligation> obligations = [];
        foreach (var (invariant, query) in all)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var (outcome, resources, rounds) = query.IsTrivial ? (Outcome.Proved, 0u, 0) : Solve(query);
            obligations.Add(new(invariant, step, outcome, query.IsTrivial, resources, Stopwatch.GetElapsedTime(start).TotalSeconds));
            if (Settled is not null)
            {
                Settled(obligations[^1], query.Text(rounds));
            }
        }
        return obligations;
    }

    // As a rule all of them hold: that is one question, which costs a fraction of many. Where it does not suffice each is asked alone.
    private List<Obligation>? Together(List<(string Invariant, Query Query)> all, string step)
    {
        List<Query> asked = [.. all.Select(one => one.Query).Where(query => !query.IsTrivial)];
        if (asked.Count == 0)
        {
            return null;
        }
        var start = Stopwatch.GetTimestamp();
        var together = Query.Together(asked);
        var used = 0u;
        for (var rounds = Rounds.First; rounds <= Rounds.LastTogether; rounds++)
        {
            var question = together.Question(rounds);
            var result = question.AskedOf(solver);
            used += result.ResourcesUsed;
            if (result.Answer == Answer.Unsatisfiable)
            {
                experience.Learn(step, question.Needed(result), rounds);
                var (resources, seconds) = (used / (uint)asked.Count, Stopwatch.GetElapsedTime(start).TotalSeconds / asked.Count);
                List<Obligation> obligations = [.. all.Select(one => new Obligation(one.Invariant, step, Outcome.Proved, one.Query.IsTrivial, one.Query.IsTrivial ? 0 : resources, one.Query.IsTrivial ? 0 : seconds))];
                shown[step] = (question.NeededLemmas(result).ToHashSet(), obligations);
                return obligations;
            }
        }
        return null;
    }

    private (Outcome Outcome, uint Resources, int Rounds) Solve(Query query)
    {
        var resources = 0u;
        for (var rounds = Rounds.First; ; rounds++)
        {
            var result = solver.Check(query.Text(rounds));
            resources += result.ResourcesUsed;
            if (result.Answer != Answer.Satisfiable || rounds == Rounds.Last)
            {
                return (result.Answer switch
                {
                    Answer.Unsatisfiable => Outcome.Proved,
                    Answer.Satisfiable => Outcome.Failed,
                    _ => Outcome.Undecided,
                }, resources, rounds);
            }
        }
    }
}
