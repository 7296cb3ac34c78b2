using System.Linq.Expressions;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Is the invariant violated in the state with these words?</summary>
public delegate bool ViolationTest(ulong[] words);

/// <summary>Makes code of a recorded invariant: loops over its variables, each premise tested as soon as its variables have values.</summary>
public static class InvariantCode
{
    /// <summary>The code that tells whether the invariant is violated for some values of its variables.</summary>
    public static ViolationTest Compile(RecordedInvariant invariant, PackedLayout layout, Scope scope)
    {
        var words = Parameter(typeof(ulong[]), "words");
        var (code, found) = (new TermCode(layout, scope, words), Label(typeof(bool)));
        var search = Level(invariant, 0, code, found);
        return Lambda<ViolationTest>(
            Block(invariant.Indices.Select(code.VariableOf), search, Label(found, Constant(false))), words).Compile();
    }

    private static Expression Level(RecordedInvariant invariant, int depth, TermCode code, LabelTarget found)
    {
        var premises = invariant.Premises.Where(premise => premise.Variables == depth).Select(premise => code.Of(premise.Holds)).ToList();
        var inner = depth == invariant.Indices.Count
            ? IfThen(Not(code.Of(invariant.Conclusion)), Return(found, Constant(true)))
            : code.For(invariant.Indices[depth], Level(invariant, depth + 1, code, found), Label());
        return premises.Count == 0 ? inner : IfThen(premises.Aggregate(AndAlso), inner);
    }
}
