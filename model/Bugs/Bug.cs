using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;

namespace Vmemmap.Model.Bugs;

/// <summary>A seeded bug: one named change of a design. Every engine must find it.</summary>
/// <param name="name">unique name, a slug.</param>
/// <param name="sentence">what is wrong.</param>
/// <param name="violates">the invariant that breaks first.</param>
public abstract class Bug(string name, string sentence, string violates)
{
    /// <summary>Unique name, a slug.</summary>
    public string Name { get; } = name;

    /// <summary>What is wrong.</summary>
    public string Sentence { get; } = sentence;

    /// <summary>Slug of the invariant that must be found violated.</summary>
    public string Violates { get; } = violates;

    /// <summary>Can the bug be made in this design?</summary>
    public virtual bool AppliesTo(Design design) => true;

    /// <summary>The change, where it is one of the design's parameters.</summary>
    public virtual Design Change(Design design) => design;

    /// <summary>The change, where it is one of a step.</summary>
    public virtual Step<B, N> Rewrite<B, N>(Step<B, N> step)
        where B : struct, ITruth<B>
        where N : struct, INumber<N, B> => step;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
