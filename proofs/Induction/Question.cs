using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Induction;

/// <summary>A lemma for some values of its variables.</summary>
/// <param name="Lemma">name of the lemma.</param>
/// <param name="Values">the values as terms of what is unknown: two machines call the same by the same names.</param>
internal readonly record struct LemmaInstance(string Lemma, string Values);

/// <summary>A query as a text that tells instances of lemmas apart: who answers it tells which of them the answer needed.</summary>
/// <param name="text">SMT-LIB 2, in which each instance is implied by a truth value.</param>
/// <param name="instances">the instances, in the order of the truth values.</param>
internal sealed class Question(string text, IReadOnlyList<LemmaInstance> instances)
{
    private readonly Dictionary<string, LemmaInstance> bySupposition = instances.Select((instance, number) => (instance, number)).ToDictionary(one => SmtText.Supposition(one.number), one => one.instance);

    /// <summary>Asks it.</summary>
    public SolverResult AskedOf(ISolver solver) => solver.Check(text, valuesOf: null, supposing: [.. bySupposition.Keys]);

    /// <summary>The lemmas of these instances.</summary>
    public IEnumerable<string> NeededLemmas(SolverResult result) => Needed(result).Select(instance => instance.Lemma).Distinct();

    /// <summary>The instances without which it would not have been found unsatisfiable; maybe some more.</summary>
    public IEnumerable<LemmaInstance> Needed(SolverResult result) => result.Core.Select(name => bySupposition[name]);
}
