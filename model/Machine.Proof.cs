using Vmemmap.Model.Designs;
using Vmemmap.Model.Lemmas;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Model;

/// <content>What proofs and generators need besides: it need not be believed.</content>
public sealed partial class Machine<B, N>
{
    private IReadOnlyList<Invariant<B, N>>? lemmas;

    /// <summary>What the proofs need besides.</summary>
    public partial IReadOnlyList<Invariant<B, N>> Lemmas => lemmas ??= LemmasOf(new Outline(Shape, Design.Parts), Design.Parts);

    /// <summary>How often generated sequences wish for a step.</summary>
    public Weight WeightOf(string step) =>
        Design.Parts.Select(part => part.Weights.TryGetValue(step, out var weight) ? weight : (Weight?)null).FirstOrDefault(weight => weight is not null) ?? Weight.Default;

    private static IReadOnlyList<Invariant<B, N>> LemmasOf(Outline outline, PartList parts) =>
    [
        .. OutlineLemmas<B, N>.Of(outline),
        .. FrameLemmas<B, N>.Of(outline),
        .. ContentLemmas<B, N>.Of(outline),
        .. parts.SelectMany(part => part.Lemmas<B, N>(outline)),
    ];

    static partial void Require(Design design, Bug? bug) => bug?.Require(design);

    // The machine in the symbolic meaning knows what its premises read.
    private static partial IReadOnlyDictionary<string, IReadOnlyList<int>> DepthsOfProperties(Design design, Bug? bug)
    {
        Dictionary<string, IReadOnlyList<int>> depths = [];
        if (typeof(B) != typeof(Formula))
        {
            var twin = new Machine<Formula, Integer>(design, bug);
            var state = twin.NewState(new SymbolicTables());
            foreach (var property in twin.Properties)
            {
                depths[property.Name] = [.. property.Premises.Select(premise => TermVariables.DepthOf(premise(state, TermVariables.All).Term, property.Indices))];
            }
        }
        return depths;
    }
}
