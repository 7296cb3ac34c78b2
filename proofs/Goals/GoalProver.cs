using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Goals;

/// <summary>
/// Proves single properties of a design with as few lemmas as they need: those that a property follows from, those that these need to be preserved, and so on. It is the theorem of
/// <see cref="InductiveProver"/> with fewer lemmas, and all that one step must preserve is one question: where one property of a design counts and not all of them, and nobody asks for single
/// obligations, that takes a tenth of the time. A lemma that fails is given up, and the proof begins anew without it.
/// </summary>
/// <param name="design">the design.</param>
/// <param name="bug">a seeded bug, or null.</param>
/// <param name="solver">who answers.</param>
/// <param name="experience">what proofs of a like design needed; null where there is none.</param>
/// <remarks>Lives on one thread, as its terms do: nobody else may prove there meanwhile.</remarks>
public sealed class GoalProver(Design design, Bug? bug, ISolver solver, Experience? experience = null)
{
    private readonly Theorem theorem = new(design, bug);
    private readonly Machine<Formula, Integer> names = new(design, bug);
    private readonly HashSet<string> support = [];
    private readonly HashSet<string> open = [];
    private readonly List<Fallen> fallen = [];

    /// <summary>Tells what is going to be asked: what all of it probably rests on is proved together, when the first is.</summary>
    /// <param name="properties">names of properties.</param>
    public void Expect(IEnumerable<string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        foreach (var property in properties)
        {
            Suppose(LikelyLemmas.Of(property, names.Lemmas.Select(lemma => lemma.Name)));
        }
    }

    /// <summary>Proves a property, or finds that these lemmas do not. What was proved before is not proved again.</summary>
    /// <param name="property">name of the property.</param>
    /// <param name="cancellation">ends the proof with an <see cref="OperationCanceledException"/>.</param>
    public GoalResult Prove(string property, CancellationToken cancellation = default)
    {
        HashSet<string> goal = [property];
        Expect(goal);
        while (Holds(Obligation.Implied, lemmas => theorem.Implied(lemmas, goal), Rounds.Last, cancellation))
        {
            if (FirstToFall(cancellation) is not { } fell)
            {
                return new(true, [.. names.Lemmas.Select(lemma => lemma.Name).Where(support.Contains)], [.. fallen]);
            }
            // Whatever was shown may rest on it. What else was needed is likely to be needed again.
            fallen.Add(fell);
            support.Remove(fell.Lemma);
            open.Clear();
            open.UnionWith(support);
        }
        return new(false, [], [.. fallen]);
    }

    private void Suppose(IReadOnlyList<string> lemmas)
    {
        foreach (var lemma in names.Lemmas.Select(lemma => lemma.Name).Where(name => lemmas.Contains(name) && !fallen.Exists(one => one.Lemma == name)).Where(support.Add))
        {
            open.Add(lemma);
        }
    }

    // Each lemma that something rests on must hold initially and be preserved by each step: what that rests on is added.
    private Fallen? FirstToFall(CancellationToken cancellation)
    {
        while (open.Count > 0)
        {
            HashSet<string> shown = [.. open];
            open.Clear();
            foreach (var step in (string[])[Obligation.Initially, .. names.Steps.Select(step => step.Name)])
            {
                if (!Holds(step, lemmas => Of(step, lemmas, shown), Rounds.LastTogether, cancellation)
                    && shown.FirstOrDefault(lemma => !Holds(step, lemmas => Of(step, lemmas, new HashSet<string> { lemma }), Rounds.Last, cancellation)) is { } fell)
                {
                    return new(fell, step);
                }
            }
        }
        return null;
    }

    private IEnumerable<(string Invariant, Query Query)> Of(string step, IReadOnlySet<string> lemmas, IReadOnlySet<string> shown) =>
        step == Obligation.Initially ? theorem.Initially(shown) : theorem.Preserved(step, lemmas, shown);

    private bool Holds(string step, Func<IReadOnlySet<string>, IEnumerable<(string Invariant, Query Query)>> obligations, int lastRounds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsShownQuickly() || IsShown(support, Rounds.First))
        {
            return true;
        }
        List<string> others = [.. names.Lemmas.Select(lemma => lemma.Name).Where(name => !support.Contains(name) && !fallen.Exists(one => one.Lemma == name))];
        for (var rounds = Rounds.First; rounds <= lastRounds; rounds++)
        {
            if (Asked(new HashSet<string>([.. support, .. others]))?.Question(rounds) is not { } question)
            {
                return true;
            }
            var result = question.AskedOf(solver);
            if (result.Answer == Answer.Unsatisfiable)
            {
                List<string> candidates = [.. question.Needed(result).Select(instance => instance.Lemma).Distinct().Where(others.Contains)];
                foreach (var lemma in candidates.Count == 0 ? [] : Needed([], candidates, isChanged: rounds > Rounds.First, rounds))
                {
                    support.Add(lemma);
                    open.Add(lemma);
                }
                return true;
            }
        }
        return false;

        Query? Asked(IReadOnlySet<string> lemmas) => obligations(lemmas).Select(one => one.Query).Where(query => !query.IsTrivial).ToList() is { Count: > 0 } queries ? Query.Together(queries) : null;

        bool IsShownQuickly() => experience is not null && IsShownBy(support, query => experience.TextOf(query, step));

        bool IsShown(IReadOnlySet<string> lemmas, int rounds) => IsShownBy(lemmas, query => query.Text(rounds));

        bool IsShownBy(IReadOnlySet<string> lemmas, Func<Query, string> textOf) => Asked(lemmas) is not { } query || solver.Check(textOf(query)).Answer == Answer.Unsatisfiable;

        // QuickXplain (Junker, 2004): of the candidates, which suffice, some without any of which the others do not.
        List<string> Needed(List<string> added, List<string> candidates, bool isChanged, int rounds)
        {
            if (isChanged && IsShown(new HashSet<string>([.. support, .. added]), rounds))
            {
                return [];
            }
            if (candidates.Count == 1)
            {
                return candidates;
            }
            var (first, second) = (candidates[..(candidates.Count / 2)], candidates[(candidates.Count / 2)..]);
            var fromSecond = Needed([.. added, .. first], second, isChanged: true, rounds);
            var fromFirst = Needed([.. added, .. fromSecond], first, isChanged: fromSecond.Count > 0, rounds);
            return [.. fromFirst, .. fromSecond];
        }
    }
}

/// <summary>What the proof of one property showed.</summary>
/// <param name="IsProved">the property is proved, for every size and interleaving.</param>
/// <param name="Lemmas">names of the lemmas that the proof rests on; none where there is no proof.</param>
/// <param name="Fallen">the lemmas that were wanted and failed.</param>
public sealed record GoalResult(bool IsProved, IReadOnlyList<string> Lemmas, IReadOnlyList<Fallen> Fallen);

/// <summary>A lemma that fails.</summary>
/// <param name="Lemma">its name.</param>
/// <param name="Step">name of the step that does not preserve it, or <see cref="Obligation.Initially"/>.</param>
public sealed record Fallen(string Lemma, string Step)
{
    /// <inheritdoc/>
    public override string ToString() => Step == Obligation.Initially ? $"{Lemma} {Step}" : $"{Lemma} at {Step}";
}
