using Vmemmap.Model.Designs;
using Vmemmap.Model.Lemmas;
using Vmemmap.Model.Museum;
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

    private static IReadOnlyList<Invariant<B, N>> LemmasOf(Outline outline, PartList parts)
    {
        HashSet<string> ruledOut = [.. parts.SelectMany(part => part.RulesOut)];
        IReadOnlyList<Invariant<B, N>> all =
        [
            .. OutlineLemmas<B, N>.Of(outline),
            .. FrameLemmas<B, N>.Of(outline),
            .. ContentLemmas<B, N>.Of(outline),
            .. parts.SelectMany(part => part.Lemmas<B, N>(outline)),
        ];
        return [.. all.Where(lemma => !ruledOut.Contains(lemma.Name))];
    }

    static partial void Require(Design design, Bug? bug) => bug?.Require(design);

    // No verdict rests on these: whoever looks a step up by its name expects one, and an expectation without a property is never met.
    partial void RequireSense(Design design, Bug? bug) => Once<IReadOnlySet<string>>.Of(design, bug, StepsThatMakeSense);

    private HashSet<string> StepsThatMakeSense()
    {
        Dictionary<string, Part> writers = [];
        foreach (var part in Design.Parts)
        {
            List<string> steps = [.. part.Steps<B, N>(Design.Parts).Select(step => step.Name)];
            if (steps.Find(step => !writers.TryAdd(step, part)) is { } twice)
            {
                throw new DesignException(ReferenceEquals(writers[twice], part)
                    ? $"In {Design} the part {NameOf(part)} has the step '{twice}' twice: a name means one step."
                    : $"In {Design} the parts {NameOf(writers[twice])} and {NameOf(part)} both have the step '{twice}': a design has one version of each function.");
            }
            if (part.Weights.Keys.FirstOrDefault(step => !steps.Contains(step)) is { } weighed)
            {
                throw new DesignException($"In {Design} the part {NameOf(part)} has a weight for '{weighed}', which is no step of it: its steps are {string.Join(", ", steps)}.");
            }
        }
        if (Design.Refuted is { Count: > 0 } measured && measured.Design != Design.Name)
        {
            throw new DesignException(
                $"The refutations that {Design} is expected to have were measured on {measured.Design}: a design that is derived from another says its own, Expectations.None as long as nobody knows them.");
        }
        if (Design.Refuted.Select(refuted => refuted.Invariant).FirstOrDefault(name => Properties.All(property => property.Name != name)) is { } unknown)
        {
            throw new DesignException(
                $"In {Design} a refutation of '{unknown}' is expected, and there is no such invariant: the names are {string.Join(", ", Properties.Select(property => property.Name))}.");
        }
        // Throws where there is no such correction.
        _ = Design.Refuted.SelectMany(refuted => refuted.Remedy).Select(Corrections.Of).ToList();
        if (Design.Refuted.SelectMany(refuted => refuted.Without).FirstOrDefault(name => !writers.ContainsKey(name)) is { } left)
        {
            throw new DesignException($"In {Design} a counterexample does without '{left}', which is no step of it: its steps are {string.Join(", ", writers.Keys)}.");
        }
        return [.. writers.Keys];
    }

    private static string NameOf(Part part) => part.GetType().Name;

    // The machine in the symbolic meaning knows what its premises read.
    private static partial IReadOnlyDictionary<string, IReadOnlyList<int>> DepthsOfProperties(Design design, Bug? bug) => typeof(B) == typeof(Formula)
        ? new Dictionary<string, IReadOnlyList<int>>()
        : Once<IReadOnlyDictionary<string, IReadOnlyList<int>>>.Of(design, bug, () =>
        {
            var twin = new Machine<Formula, Integer>(design, bug);
            // Sizes are numbers here: which variables a premise reads does not depend on them.
            var state = twin.NewState(new SymbolicTables(design.SmallScope));
            return twin.Properties.ToDictionary(
                property => property.Name,
                property => (IReadOnlyList<int>)[.. property.Premises.Select(premise => TermVariables.DepthOf(premise(state, TermVariables.All).Term, property.Indices))]);
        });
}
