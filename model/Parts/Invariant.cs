namespace Vmemmap.Model.Parts;

/// <summary>What must hold in every state, for all values of some indices.</summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Ids">numbers of the properties of the literature that it covers (S1 to S26: safety, PA to PM: poison); empty for a lemma.</param>
/// <param name="Sentence">what it says, in plain words.</param>
/// <param name="Origin">the mail, commit, kernel comment or reasoning it comes from.</param>
/// <param name="Indices">the universally quantified variables, outermost first.</param>
/// <param name="Premises">conditions under which it says something.</param>
/// <param name="Conclusion">what holds then.</param>
public sealed record Invariant<B, N>(
    string Name,
    IReadOnlyList<string> Ids,
    string Sentence,
    string Origin,
    IReadOnlyList<Index> Indices,
    IReadOnlyList<Condition<B, N>> Premises,
    Condition<B, N> Conclusion)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>A lemma is a step on the way to the properties, without an interest of its own.</summary>
    public bool IsLemma => Ids.Count == 0;

    /// <summary>
    /// Of each premise, how many of the variables, outermost first, it reads: found by reading the premise as a term, so that it is tested as soon as they have values. Empty where nobody has
    /// looked: then each premise is tested when all have.
    /// </summary>
    public IReadOnlyList<int> Depths { get; init; } = [];

    /// <summary>Why it says nothing of the machines of a shape; null where it is judged. A machine has no such invariant: no verdict of it, and no premise that nothing meets.</summary>
    public Func<Shape, string?> DoesNotApply { get; init; } = _ => null;

    /// <summary>A lemma of the induction: it needs no believing, as it is proved.</summary>
    public static Invariant<B, N> Lemma(string name, string sentence, IReadOnlyList<Index> indices, IReadOnlyList<Condition<B, N>> premises, Condition<B, N> conclusion) =>
        new(name, [], sentence, "Lemma of the induction.", indices, premises, conclusion);
}
