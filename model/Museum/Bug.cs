using Vmemmap.Model.Designs;

namespace Vmemmap.Model.Museum;

/// <summary>A seeded bug: a named change of a design. Every engine must find it.</summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Sentence">what is wrong.</param>
/// <param name="Violates">slug of the invariant that must be found violated.</param>
/// <param name="Mutations">what the bug consists of.</param>
public sealed partial record Bug(string Name, string Sentence, string Violates, params IReadOnlyList<Mutation> Mutations)
{
    /// <summary>The design with the changes of its parts and its layout.</summary>
    public Design In(Design design) => Mutations.Aggregate(design, (changed, change) => change.In(changed));

    /// <summary>The steps of that design with the changes of single steps.</summary>
    public IReadOnlyList<Step<B, N>> In<B, N>(IReadOnlyList<Step<B, N>> steps)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => Mutations.Aggregate(steps, (changed, change) => change.In(changed));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
