using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Goals;

/// <summary>
/// Proves single properties of a design with as few lemmas as they need: those that a property follows from, those that these need to be preserved, and so on. It is the theorem of
/// <see cref="InductiveProver"/> with fewer lemmas, and all that one step must preserve is one question: where one property of a design counts and not all of them, and nobody asks for single
/// obligations, that takes a tenth of the time. A lemma that fails is given up, and the proof begins anew without it.
/// </summary>
/// <remarks>Lives on one thread, as its terms do: nobody else may prove there meanwhile.</remarks>
public sealed class GoalProver
{
    private readonly ISolver solver;
    private readonly Experience? experience;
    private readonly Theorem theorem;
    private readonly IReadOnlyList<string> lemmas;
    private readonly OpenGoals open;
    private readonly HashSet<string> support = [];
    private readonly List<Fallen> fallen = [];

    /// <summary>Begins with nothing proved.</summary>
    /// <param name="design">the design.</param>
    /// <param name="bug">a seeded bug, or null.</param>
    /// <param name="solver">who answers.</param>
    /// <param name="experience">what proofs of a like design needed; null where there is none.</param>
    public GoalProver(Design design, Bug? bug, ISolver solver, Experience? experience = null)
    {
        (this.solver, this.experience, theorem) = (solver, experience, new(design, bug));
        lemmas = [.. theorem.Lemmas];
        open = new([Obligation.Initially, .. theorem.Steps]);
    }

    /// <summary>Tells what is going to be asked: what all of it probably rests on is proved together, when the first is.</summary>
    /// <param name="properties">names of properties.</param>
    public void Expect(IEnumerable<string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        foreach (var property in properties)
        {
            Suppose(LikelyLemmas.Of(property, lemmas).Where(name => !fallen.Exists(one => one.Lemma == name)));
        }
    }

    /// <summary>Proves a property, or finds that these lemmas do not. What was proved before is not proved again.</summary>
    /// <param name="property">name of the property.</param>
    /// <param name="cancellation">ends the proof with an <see cref="OperationCanceledException"/>.</param>
    public GoalResult Prove(string property, CancellationToken cancellation = default)
    {
        HashSet<string> goal = [property];
        Expect(goal);
        while (Needs(Obligation.Implied, assumed => theorem.Implied(assumed, goal), Rounds.Last, cancellation) is not null)
        {
            if (FirstToFall(cancellation) is not { } fell)
            {
                return new(true, [.. lemmas.Where(support.Contains)], [.. fallen]);
            }
            fallen.Add(fell);
            _ = support.Remove(fell.Lemma);
            open.Forget(fell.Lemma);
        }
        return new(false, [], [.. fallen]);
    }

    // What something rests on must hold initially and be preserved by each step: what that rests on is added.
    private void Suppose(IEnumerable<string> some)
    {
        foreach (var lemma in some.Where(support.Add))
        {
            open.Add(lemma);
        }
    }

    private Fallen? FirstToFall(CancellationToken cancellation)
    {
        foreach (var (step, goals) in open.Turns())
        {
            if (NeedsAt(step, goals, Rounds.LastTogether, cancellation) is { } needed)
            {
                open.Show(step, goals, needed);
                continue;
            }
            foreach (var goal in goals)
            {
                HashSet<string> alone = [goal];
                if (NeedsAt(step, alone, Rounds.Last, cancellation) is not { } neededAlone)
                {
                    return new(goal, step);
                }
                open.Show(step, alone, neededAlone);
            }
        }
        return null;
    }

    private IReadOnlySet<string>? NeedsAt(string step, IReadOnlySet<string> goals, int lastRounds, CancellationToken cancellation) =>
        Needs(step, assumed => step == Obligation.Initially ? theorem.Initially(goals) : theorem.Preserved(step, assumed, goals), lastRounds, cancellation);

    // Lemmas that suffice to show something, or null where all of them do not.
    private IReadOnlySet<string>? Needs(string step, Func<IReadOnlySet<string>, IEnumerable<(string Invariant, Query Query)>> obligations, int lastRounds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Asked(support) is not { } supported)
        {
            return new HashSet<string>();
        }
        var enough = (experience is null ? null : NeededBy(experience.QuestionOf(supported, step))) ?? NeededBy(supported.Question(Rounds.First));
        if (enough is not null)
        {
            return enough;
        }
        HashSet<string> others = [.. lemmas.Where(name => !support.Contains(name) && !fallen.Exists(one => one.Lemma == name))];
        var all = Asked([.. support, .. others])!;
        for (var rounds = Rounds.First; rounds <= lastRounds; rounds++)
        {
            if (NeededBy(all.Question(rounds)) is not { } needed)
            {
                continue;
            }
            List<string> candidates = [.. needed.Where(others.Contains)];
            if (candidates.Count == 0)
            {
                return needed;
            }
            // Fewer of them may do, with others of the support.
            Suppose(Needed([], candidates, isChanged: rounds > Rounds.First, rounds));
            return support.ToHashSet();
        }
        return null;

        Query? Asked(HashSet<string> assumed) => obligations(assumed).Select(one => one.Query).Where(query => !query.IsTrivial).ToList() is { Count: > 0 } queries ? Query.Together(queries) : null;

        HashSet<string>? NeededBy(Question question) => question.AskedOf(solver) is { Answer: Answer.Unsatisfiable } result ? [.. question.NeededLemmas(result)] : null;

        bool IsShown(HashSet<string> assumed, int rounds) => solver.Check(Asked(assumed)!.Text(rounds)).Answer == Answer.Unsatisfiable;

        // QuickXplain (Junker, 2004): of the candidates, which suffice, some without any of which the others do not.
        List<string> Needed(List<string> added, List<string> candidates, bool isChanged, int rounds)
        {
            if (isChanged && IsShown([.. support, .. added], rounds))
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
