using System.Linq.Expressions;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using static System.Linq.Expressions.Expression;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Compilation;

/// <summary>
/// Turns the terms of a recorded machine into code. The second operand of a conjunction is computed only where the first holds, which the concrete
/// meaning cannot do. Where the cells of a state lie is known to those who derive from it, and to them alone.
/// </summary>
/// <param name="scope">the sizes.</param>
internal abstract partial class TermCode(Scope scope)
{
    private readonly Dictionary<Term, ParameterExpression> locals = [];
    private Sharing? sharing;
    private readonly ParameterExpression[] variables = [.. Enum.GetValues<Index>().Select(index => Variable(typeof(int), TermVariables.NameOf(index)))];

    /// <summary>The local variable for an index, declared by whoever uses it.</summary>
    public ParameterExpression VariableOf(Index index) => variables[(int)index];

    /// <summary>Declares a local for each subterm used more than once, and computes it: for code that needs all of the terms.</summary>
    public IEnumerable<(ParameterExpression Local, Expression Value)> Share(IReadOnlyList<Term> terms)
    {
        TermUses uses = new(terms);
        foreach (var term in uses.InOrder.Where(term => uses.IsShared(term) && !locals.ContainsKey(term)))
        {
            var value = Of(term);
            var local = Variable(value.Type);
            locals[term] = local;
            yield return (local, value);
        }
    }

    /// <summary>Forgets the locals that <see cref="Share"/> declared.</summary>
    public void EndSharing() => locals.Clear();

    /// <summary>The code of a term: an int or a bool. What the term uses more than once is computed once.</summary>
    public Expression Of(Term term)
    {
        if (locals.TryGetValue(term, out var local))
        {
            return local;
        }
        if (sharing is not null)
        {
            return WithLocals(sharing.Before(term), () => Plain(term));
        }
        sharing = new(term, locals.ContainsKey);
        var code = WithLocals(sharing.Before(term), () => Plain(term));
        sharing = null;
        return code;
    }

    /// <summary>Code that may use some terms several times; each is computed once, before.</summary>
    protected Expression Once(IEnumerable<Term> terms, Func<Expression> code) =>
        WithLocals(terms.Distinct().Where(term => term.Arguments.Count > 0 && !locals.ContainsKey(term)), code);

    private Expression WithLocals(IEnumerable<Term> terms, Func<Expression> code)
    {
        List<Expression> body = [];
        List<Term> own = [.. terms];
        foreach (var term in own)
        {
            var value = Of(term);
            locals[term] = Variable(value.Type);
            body.Add(Assign(locals[term], value));
        }
        body.Add(code());
        var named = own.Select(term => locals[term]).ToList();
        own.ForEach(term => locals.Remove(term));
        return own.Count == 0 ? body[0] : Block(named, body);
    }

    private Expression Plain(Term term) => term.Kind switch
    {
        TermKind.Integer => Constant(term.Value),
        TermKind.Truth => Constant(term.Value == 1),
        TermKind.Unknown => VariableOf(TermVariables.IndexOf(term)),
        TermKind.Cell => Read(term),
        TermKind.Sum => Add(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Difference => Subtract(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Equal => Equal(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Less => LessThan(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Not => Not(Of(term.Arguments[0])),
        TermKind.And => AndAlso(Of(term.Arguments[0]), Of(term.Arguments[1])),
        TermKind.Or => OrElse(Of(term.Arguments[0]), Of(term.Arguments[1])),
        _ => Condition(Of(term.Arguments[0]), Of(term.Arguments[1]), Of(term.Arguments[2])),
    };

    /// <summary>The code of a read of a cell: outside the table 0 or false, as in <see cref="Model.Concrete.CellStore"/>.</summary>
    protected abstract Expression Read(Term cell);

    /// <summary>Is the value of a cell always one of 0 to <paramref name="count"/> - 1, whatever the state?</summary>
    protected abstract bool IsBelow(Term cell, int count);

    /// <summary>Where a cell lies, and whether its indices are inside the table: null where that is certain.</summary>
    /// <param name="table">what the table is indexed by.</param>
    /// <param name="indices">the first of the cell's indices, or all; those not given are 0.</param>
    /// <param name="start">where the table's first cell lies.</param>
    /// <param name="stride">from one cell to the one whose index on an axis is greater by one.</param>
    protected (Expression Position, Expression? IsInside) Locate(IReadOnlyList<Index> table, IReadOnlyList<Term> indices, int start, Func<int, int> stride)
    {
        Expression position = Constant(start);
        Expression? isInside = null;
        for (var axis = 0; axis < indices.Count; axis++)
        {
            var count = scope.Count(table[axis]);
            var index = Of(indices[axis]);
            if (!IsCertainlyInside(indices[axis], count))
            {
                var inside = LessThan(Convert(index, typeof(uint)), Constant((uint)count));
                isInside = isInside is null ? inside : AndAlso(isInside, inside);
            }
            position = Plus(position, index, stride(axis));
        }
        return (position, isInside);
    }

    /// <summary>Is each index of a read certainly inside the table?</summary>
    protected bool IsCertainlyInside(Term cell) =>
        cell.Arguments.Select((argument, axis) => IsCertainlyInside(argument, scope.Count(cell.Table.Indices[axis]))).All(inside => inside);

    private bool IsCertainlyInside(Term index, int count) => index.Kind switch
    {
        TermKind.Integer => index.Value >= 0 && index.Value < count,
        TermKind.Unknown => scope.Count(TermVariables.IndexOf(index)) <= count,
        TermKind.Cell => IsBelow(index, count),
        _ => false,
    };

    private static Expression Plus(Expression position, Expression index, int step) => (position, index) switch
    {
        (ConstantExpression { Value: int at }, ConstantExpression { Value: int i }) => Constant(at + i * step),
        _ => Add(position, step == 1 ? index : Multiply(index, Constant(step))),
    };
}
