using System.Linq.Expressions;
using Vmemmap.Model.Logic;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>A number in a state, for values of the variables that are indexed by <see cref="Model.Logic.Index"/>.</summary>
public delegate int CompiledNumber(int[] cells, int[] variables);

/// <summary>A truth value in a state, for values of the variables that are indexed by <see cref="Model.Logic.Index"/>.</summary>
public delegate bool CompiledTruth(int[] cells, int[] variables);

/// <summary>
/// Turns terms into machine code. It reads cells directly and looks at the second operand of a conjunction only if the first holds, which the
/// concrete meaning cannot do; so it is what checks after every step are made with. Tests hold it against the concrete meaning.
/// </summary>
public sealed class CompiledTerms(Scope scope)
{
    private readonly ParameterExpression cells = Parameter(typeof(int[]), nameof(cells));
    private readonly ParameterExpression variables = Parameter(typeof(int[]), nameof(variables));

    /// <summary>The code of a number.</summary>
    public CompiledNumber Compile(NumberTerm term) => Lambda<CompiledNumber>(Code(term), cells, variables).Compile();

    /// <summary>The code of a truth value.</summary>
    public CompiledTruth Compile(TruthTerm term) => Lambda<CompiledTruth>(Code(term), cells, variables).Compile();

    private Expression Code(NumberTerm term) => term switch
    {
        ConstantTerm(var value) => Constant(value),
        VariableTerm(var index) => ArrayIndex(variables, Constant((int)index)),
        ReadTerm(var read) => Code(read),
        SumTerm(var left, var sign, var right) => sign < 0 ? Subtract(Code(left), Code(right)) : Expression.Add(Code(left), Code(right)),
        ChoiceTerm(var condition, var then, var otherwise) => Condition(Code(condition), Code(then), Code(otherwise)),
        _ => throw new InvalidOperationException($"No code for the number '{term}'."),
    };

    private Expression Code(TruthTerm term) => term switch
    {
        ConstantTruth(var value) => Constant(value),
        ReadTruth(var read) => NotEqual(Code(read), Constant(0)),
        NotTruth(var operand) => Not(Code(operand)),
        AndTruth(var left, var right) => AndAlso(Code(left), Code(right)),
        OrTruth(var left, var right) => OrElse(Code(left), Code(right)),
        SameTruth(var left, var right) => Equal(Code(left), Code(right)),
        ComparedTruth(var left, Comparison.Equal, var right) => Equal(Code(left), Code(right)),
        ComparedTruth(var left, Comparison.Less, var right) => LessThan(Code(left), Code(right)),
        ComparedTruth(var left, _, var right) => LessThanOrEqual(Code(left), Code(right)),
        _ => throw new InvalidOperationException($"No code for the truth value '{term}'."),
    };

    // Outside the table a read gives 0, as in Memory.
    private Expression Code(TableRead read)
    {
        List<ParameterExpression> locals = [];
        List<Expression> body = [];
        Expression cell = Constant(read.Table.Offset);
        Expression? isInside = null;
        for (var axis = 0; axis < read.Indices.Count; axis++)
        {
            var count = scope.Count(read.Table.Indices[axis]);
            var stride = read.Table.Indices.Skip(axis + 1).Aggregate(1, (product, index) => product * scope.Count(index));
            var index = Code(read.Indices[axis]);
            if (!IsInside(read.Indices[axis], count))
            {
                var local = Variable(typeof(int));
                locals.Add(local);
                body.Add(Assign(local, index));
                index = local;
                var inside = LessThan(Expression.Convert(local, typeof(uint)), Constant((uint)count));
                isInside = isInside is null ? inside : AndAlso(isInside, inside);
            }
            cell = Expression.Add(cell, stride == 1 ? index : Multiply(index, Constant(stride)));
        }
        var value = ArrayIndex(cells, cell);
        body.Add(isInside is null ? value : Condition(isInside, value, Constant(0)));
        return locals.Count == 0 ? body[0] : Block(locals, body);
    }

    private bool IsInside(NumberTerm index, int count) => index switch
    {
        ConstantTerm(var value) => value >= 0 && value < count,
        VariableTerm(var variable) => scope.Count(variable) <= count,
        _ => false,
    };
}
