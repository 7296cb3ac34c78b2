using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Verify.Show;

/// <summary>The formula of an invariant in words, as that of a guard is said.</summary>
/// <param name="For">the variables that it holds for, whatever their values.</param>
/// <param name="If">when it says something: each of these.</param>
/// <param name="Then">what holds then: each of these.</param>
/// <param name="Code">all of it, as <c>verify check</c> reads it.</param>
internal sealed record InvariantWords(string For, IReadOnlyList<string> If, IReadOnlyList<string> Then, string Code)
{
    /// <summary>The words of an invariant of a design.</summary>
    public static InvariantWords Of(string name, Design design)
    {
        Machine<Formula, Integer> machine = new(design);
        var (invariant, state, at) = (machine.Find(name)!, machine.NewState(new SymbolicTables()), TermVariables.All);
        List<Term> premises = [.. invariant.Premises.Select(premise => premise(state, at).Term)];
        var conclusion = invariant.Conclusion(state, at).Term;
        ShownTables tables = new(design);
        TermWords words = new(tables, new(tables, invariant.Indices, [.. premises, conclusion]));
        return new(
            string.Join(", ", invariant.Indices.Select(index => $"every {Letters.Of(index) ?? "hugepage"}")),
            [.. premises.SelectMany(Conjuncts).Select(words.Of)],
            [.. Conjuncts(conclusion).Select(words.Of)],
            new TermCode(design).Implies(premises, conclusion));
    }

    private static IEnumerable<Term> Conjuncts(Term term) => term.Kind == TermKind.And ? term.Arguments.SelectMany(Conjuncts) : [term];
}
