namespace Vmemmap.Model.Parts;

/// <content>What proofs and generators are told of it.</content>
public abstract partial record Part
{
    /// <summary>What holds at control points, as far as this part is the reason for it.</summary>
    public virtual IReadOnlyList<Holds> Outline => [];

    /// <summary>Lemmas that only this part needs.</summary>
    /// <param name="outline">what holds at the control points of the machine.</param>
    public virtual IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => [];

    /// <summary>Names of lemmas of whatever part that do not hold where this one is. A proof would find out, and begin anew without them, which takes the most of its time.</summary>
    public virtual IReadOnlyList<string> RulesOut => [];

    /// <summary>How often generated sequences wish for its steps, where that is not <see cref="Weight.Default"/>.</summary>
    public virtual IReadOnlyDictionary<string, Weight> Weights { get; } = new Dictionary<string, Weight>();

    /// <summary>An optimise may begin though a walker is in its section, in spite of the grace period: what rests on that is no lemma.</summary>
    public virtual bool SkipsGracePeriods => false;
}
