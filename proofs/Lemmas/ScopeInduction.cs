using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Lemmas;

/// <summary>
/// Induction in one small scope, where a counterexample is a whole state: each one sorts out many lemmas at once, or says which lemma is missing. What comes of it is still to be proved for every size.
/// </summary>
/// <param name="design">the design, whose lemmas are its own and those that are tried.</param>
/// <param name="solver">who is asked for counterexamples.</param>
public sealed class ScopeInduction(Design design, ISolver solver)
{
    private readonly Instance instance = new(design, SmallScopes.Of(design)[0]);

    /// <summary>Told what is being done.</summary>
    public Action<string>? Progress { get; set; }

    private IReadOnlyList<string> Steps => [Obligation.Initially, .. instance.Machine.Steps.Select(step => step.Name)];

    /// <summary>Of some lemmas those that are inductive together in the scope: what fails is given up, and the others are tried again without it.</summary>
    /// <param name="lemmas">names of lemmas.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    public HashSet<string> Inductive(IReadOnlySet<string> lemmas, CancellationToken cancellation = default)
    {
        HashSet<string> kept = [.. lemmas];
        for (var before = -1; before != kept.Count;)
        {
            before = kept.Count;
            foreach (var step in Steps)
            {
                while (kept.Count > 0 && Counterexample(step, kept, kept, cancellation) is { } transition)
                {
                    kept.ExceptWith(ViolatedAfter(transition, kept));
                }
            }
        }
        return kept;
    }

    /// <summary>Which of the properties follow from lemmas in the scope.</summary>
    /// <param name="properties">names of properties.</param>
    /// <param name="lemmas">names of lemmas.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    public HashSet<string> Implied(IReadOnlySet<string> properties, IReadOnlySet<string> lemmas, CancellationToken cancellation = default)
    {
        HashSet<string> kept = [.. properties];
        while (kept.Count > 0 && Counterexample(Obligation.Implied, lemmas, kept, cancellation) is { } transition)
        {
            kept.ExceptWith(ViolatedAfter(transition, kept));
        }
        return kept;
    }

    /// <summary>
    /// As few lemmas as suffice: a lemma is added only where a counterexample needs one, and then one that does not hold there.
    /// </summary>
    /// <param name="own">names of lemmas that are there anyway.</param>
    /// <param name="among">names of lemmas, in the order of preference, that are inductive together with those.</param>
    /// <param name="properties">names of the properties that must follow.</param>
    /// <param name="most">no more than so many.</param>
    /// <param name="cancellation">ends the search with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>names of lemmas; null where more than so many are needed.</returns>
    public IReadOnlyList<string>? Sufficient(IReadOnlySet<string> own, IReadOnlyList<string> among, IReadOnlySet<string> properties, int most, CancellationToken cancellation = default)
    {
        List<string> chosen = [];
        HashSet<string> assumed = [.. own];
        for (var before = -1; before != chosen.Count;)
        {
            before = chosen.Count;
            foreach (var step in Steps.Append(Obligation.Implied))
            {
                while (Counterexample(step, assumed, step == Obligation.Implied ? properties : assumed, cancellation) is { } transition)
                {
                    if (chosen.Count == most || FalseIn(transition, among) is not { } missing)
                    {
                        return null;
                    }
                    chosen.Add(missing);
                    assumed.Add(missing);
                }
            }
        }
        return chosen;
    }

    private Transition? Counterexample(string step, IReadOnlySet<string> assumed, IReadOnlySet<string> goals, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Progress?.Invoke($"{design.Name}: {assumed.Count} lemmas, {step}");
        return goals.Count == 0 ? null : new GroundObligation(instance, step, assumed.Contains, goals.Contains).Ask(solver).Model;
    }

    // By executing the step, whatever the solver says.
    private List<string> ViolatedAfter(Transition transition, HashSet<string> among)
    {
        instance.GoToStartOf(transition);
        if (instance.Machine.Steps.FirstOrDefault(step => step.Name == transition.Step) is { } step)
        {
            instance.Take(step, transition.At);
        }
        List<string> violated = [.. instance.Machine.Properties.Concat(instance.Machine.Lemmas).Where(one => among.Contains(one.Name) && instance.Violation(one) is not null).Select(one => one.Name)];
        return violated.Count > 0 ? violated : throw new InvalidOperationException($"Internal error: what the solver gives for a counterexample at '{transition.Step}' is none when it is executed.");
    }

    private string? FalseIn(Transition transition, IReadOnlyList<string> among)
    {
        instance.GoToStartOf(transition);
        var byName = instance.Machine.Lemmas.ToDictionary(lemma => lemma.Name);
        return among.FirstOrDefault(name => instance.Violation(byName[name]) is not null);
    }
}
