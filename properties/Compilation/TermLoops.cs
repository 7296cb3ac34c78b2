using System.Linq.Expressions;
using Vmemmap.Model;
using Vmemmap.Model.Symbolic;
using static System.Linq.Expressions.Expression;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Compilation;

/// <content>Loops over the values of variables.</content>
internal abstract partial class TermCode
{
    /// <summary>Looks for values of a step's parameters with which it is enabled, each conjunct of its guard tested as soon as its parameters have values.</summary>
    /// <param name="step">the step.</param>
    /// <param name="order">its parameters, in the order of the loops, outermost first.</param>
    /// <param name="loop">makes the loop over a parameter.</param>
    /// <param name="found">what to do where it is enabled.</param>
    public Expression Enabled(RecordedStep step, IReadOnlyList<Index> order, Func<Index, Expression, Expression> loop, Expression found) =>
        Nested(
            order,
            depth => step.Guard
                .Where(conjunct => conjunct.Holds != TermBank.Current.True && TermVariables.DepthOf(conjunct.Holds, order, conjunct.ForAll) == depth)
                .Select(conjunct => ForAll(conjunct.ForAll, conjunct.Holds)),
            loop,
            found);

    /// <summary>Looks for values of an invariant's variables for which it is false, each premise tested as soon as its variables have values.</summary>
    /// <param name="invariant">the invariant.</param>
    /// <param name="conditions">what is tested besides once so many variables have values.</param>
    /// <param name="loop">makes the loop over a variable.</param>
    /// <param name="found">what to do where it is false.</param>
    public Expression Violation(
        RecordedInvariant invariant, Func<int, IEnumerable<Expression>> conditions, Func<Index, Expression, Expression> loop, Expression found) =>
        Nested(
            invariant.Indices,
            depth => conditions(depth).Concat(invariant.Premises.Where(premise => premise.Variables == depth).Select(premise => Of(premise.Holds))),
            loop,
            IfThen(Not(Of(invariant.Conclusion)), found));

    /// <summary>Does the condition hold for all values of the variables?</summary>
    public Expression ForAll(IReadOnlyList<Index> over, Term condition)
    {
        if (over.Count == 0)
        {
            return Of(condition);
        }
        var (end, holds) = (Label(), Variable(typeof(bool)));
        var test = IfThen(Not(Of(condition)), Block(Assign(holds, Constant(false)), Goto(end)));
        var search = over.Reverse().Aggregate((Expression)test, (inner, index) => For(index, inner));
        return Block([holds, .. over.Select(VariableOf)], Assign(holds, Constant(true)), search, Label(end), holds);
    }

    /// <summary>Runs the body for all values of one variable.</summary>
    public Expression For(Index index, Expression body) => For(index, Constant(0), Constant(scope.Count(index) - 1), Constant(1), body);

    /// <summary>Runs the body for some values of one variable.</summary>
    /// <param name="index">the variable.</param>
    /// <param name="first">its first value.</param>
    /// <param name="last">what it must not exceed.</param>
    /// <param name="step">from one value to the next.</param>
    /// <param name="body">what to run.</param>
    public Expression For(Index index, Expression first, Expression last, Expression step, Expression body)
    {
        var (variable, end) = (VariableOf(index), Label());
        return Block(
            Assign(variable, first),
            Loop(Block(
                IfThen(GreaterThan(variable, last), Break(end)),
                body,
                AddAssign(variable, step)), end));
    }

    /// <summary>Runs the body for values of one variable, beginning with a certain one: then those after it, then those before it.</summary>
    /// <param name="index">the variable.</param>
    /// <param name="first">its first value.</param>
    /// <param name="times">how many values it gets.</param>
    /// <param name="body">what to run.</param>
    public Expression ForRound(Index index, Expression first, Expression times, Expression body)
    {
        var (variable, left, end, count) = (VariableOf(index), Variable(typeof(int)), Label(), Constant(scope.Count(index)));
        return Block([left],
            Assign(variable, first),
            Assign(left, times),
            Loop(Block(
                IfThen(Equal(left, Constant(0)), Break(end)),
                body,
                PreIncrementAssign(variable),
                IfThen(Equal(variable, count), Assign(variable, Constant(0))),
                PreDecrementAssign(left)), end));
    }

    // Loops over all the variables, the first outermost, in which each condition is tested as soon as so many of them have values.
    private static Expression Nested(
        IReadOnlyList<Index> order, Func<int, IEnumerable<Expression>> conditions, Func<Index, Expression, Expression> loop, Expression body)
    {
        for (var depth = order.Count; depth >= 0; depth--)
        {
            body = depth == order.Count ? body : loop(order[depth], body);
            var tested = conditions(depth).ToList();
            body = tested.Count == 0 ? body : IfThen(tested.Aggregate(AndAlso), body);
        }
        return body;
    }
}
