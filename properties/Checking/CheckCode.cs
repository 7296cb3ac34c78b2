using System.Linq.Expressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Compilation;
using static System.Linq.Expressions.Expression;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>Looks for values of an invariant's variables for which it is false.</summary>
/// <param name="cells">the cells of a state.</param>
/// <param name="ranges">for each variable its first value, its last, and what lies between two.</param>
/// <param name="wanted">for each condition the value that its term must have, or -1 for any.</param>
/// <param name="values">gets the values found, by <see cref="Index"/>.</param>
internal delegate bool ViolationSearch(int[] cells, int[] ranges, int[] wanted, int[] values);

/// <summary>A number in a state.</summary>
internal delegate int NumberCode(int[] cells);

/// <summary>Makes the code that checks one invariant.</summary>
internal sealed class CheckCode(IReadOnlyList<TableLayout> tables, Scope scope)
{
    private readonly ParameterExpression cells = Parameter(typeof(int[]), nameof(cells));
    private readonly ParameterExpression ranges = Parameter(typeof(int[]), nameof(ranges));
    private readonly ParameterExpression wanted = Parameter(typeof(int[]), nameof(wanted));
    private readonly ParameterExpression values = Parameter(typeof(int[]), nameof(values));

    /// <summary>The code of a number that is the same for all values of the variables.</summary>
    public Code<NumberCode> Number(Term term) => new(Lambda<NumberCode>(new MemoryCode(tables, scope, cells).Of(term), cells));

    /// <summary>The code of the search.</summary>
    /// <param name="invariant">the invariant.</param>
    /// <param name="conditions">terms of which values can be wanted.</param>
    public Code<ViolationSearch> Search(RecordedInvariant invariant, IReadOnlyList<Term> conditions)
    {
        var (code, found) = (new MemoryCode(tables, scope, cells), Label(typeof(bool)));
        var search = code.Violation(invariant, ConditionsAt, Loop, Block([.. invariant.Indices.Select(Keep), Return(found, Constant(true))]));
        return new(Lambda<ViolationSearch>(Block(invariant.Indices.Select(code.VariableOf), search, Label(found, Constant(false))), cells, ranges, wanted, values));

        IEnumerable<Expression> ConditionsAt(int depth) => conditions
            .Select((term, number) => (Term: term, Wanted: ArrayIndex(wanted, Constant(number))))
            .Where(condition => TermVariables.DepthOf(condition.Term, invariant.Indices) == depth)
            .Select(condition => OrElse(LessThan(condition.Wanted, Constant(0)), Equal(code.Of(condition.Term), condition.Wanted)));

        Expression Loop(Index index, Expression body)
        {
            var first = 3 * invariant.Indices.ToList().IndexOf(index);
            var (last, step) = (Variable(typeof(int)), Variable(typeof(int)));
            return Block(
                [last, step],
                Assign(last, ArrayIndex(ranges, Constant(first + 1))),
                Assign(step, ArrayIndex(ranges, Constant(first + 2))),
                code.For(index, ArrayIndex(ranges, Constant(first)), last, step, body));
        }

        Expression Keep(Index index) => Assign(ArrayAccess(values, Constant((int)index)), code.VariableOf(index));
    }
}
