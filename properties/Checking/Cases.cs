using Vmemmap.Model;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>
/// The cases of an invariant. What it says only where a condition on its outer variables holds is a case of its own, with that condition as a premise: so a change of what only such a case reads costs
/// nothing where no case is given. "a and (b or not c)" is "a", and "b where c"; all cases together say what the invariant says.
/// </summary>
internal static class Cases
{
    public static IReadOnlyList<RecordedInvariant> Of(RecordedInvariant invariant)
    {
        var bank = TermBank.Current;
        List<RecordedInvariant> cases = [];
        var always = bank.True;
        foreach (var conjunct in Operands(invariant.Conclusion, TermKind.And))
        {
            var disjuncts = Operands(conjunct, TermKind.Or).ToLookup(term => term.Kind == TermKind.Not && Depth(term, invariant.Indices) < invariant.Indices.Count);
            if (disjuncts[true].Any())
            {
                var given = disjuncts[true].Select(term => bank.Not(term)).Select(term => (Depth(term, invariant.Indices), term));
                cases.Add(invariant with { Premises = [.. given, .. invariant.Premises], Conclusion = disjuncts[false].Aggregate(bank.False, bank.Or) });
            }
            else
            {
                always = bank.And(always, conjunct);
            }
        }
        return always == bank.True ? cases : [invariant with { Conclusion = always }, .. cases];
    }

    private static int Depth(Term term, IReadOnlyList<Index> indices) => TermVariables.DepthOf(term, indices);

    // Those of nested conjunctions or disjunctions, negations of the other kind included.
    private static IEnumerable<Term> Operands(Term term, TermKind kind)
    {
        var other = kind == TermKind.And ? TermKind.Or : TermKind.And;
        if (term.Kind == kind)
        {
            return term.Arguments.SelectMany(argument => Operands(argument, kind));
        }
        return term.Kind == TermKind.Not && term.Arguments[0].Kind == other
            ? term.Arguments[0].Arguments.SelectMany(argument => Operands(TermBank.Current.Not(argument), kind))
            : [term];
    }
}
