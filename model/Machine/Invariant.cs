using Vmemmap.Model.Logic;

namespace Vmemmap.Model.Machine;

/// <summary>What must hold in every state, for all values of some indices.</summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Ids">numbers of the properties of the literature that it covers (S1 to S26: safety, PA to PM: poison); empty for a lemma.</param>
/// <param name="Sentence">what it says, in plain words.</param>
/// <param name="Origin">the mail, commit, kernel comment or reasoning it comes from.</param>
/// <param name="Indices">the universally quantified variables, outermost first.</param>
/// <param name="Premises">conditions under which it says something; each is tested as soon as its variables are known.</param>
/// <param name="Conclusion">what holds then.</param>
public sealed record Invariant<B, N>(
    string Name,
    IReadOnlyList<string> Ids,
    string Sentence,
    string Origin,
    IReadOnlyList<Logic.Index> Indices,
    IReadOnlyList<Premise<B, N>> Premises,
    Condition<B, N> Conclusion)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    /// <summary>A lemma is a step on the way to the properties, without an interest of its own.</summary>
    public bool IsLemma => Ids.Count == 0;
}

/// <summary>A premise of an invariant.</summary>
/// <param name="Variables">how many of the invariant's variables, outermost first, it reads.</param>
/// <param name="Holds">the condition.</param>
public sealed record Premise<B, N>(int Variables, Condition<B, N> Holds)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>;
