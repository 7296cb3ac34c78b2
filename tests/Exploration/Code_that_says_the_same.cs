using System.Linq.Expressions;
using Vmemmap.Properties.Compilation;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Tests.Exploration;

/// <summary>Code is compiled once in a process for all that say the same, and for nothing that says anything else.</summary>
[Trait("Category", "Fast")]
public sealed class Code_that_says_the_same
{
    private static readonly ParameterExpression Cells = Parameter(typeof(int[]), "cells");
    private static readonly ParameterExpression One = Variable(typeof(int), "one");
    private static readonly ParameterExpression Other = Variable(typeof(int), "other");

    [Fact]
    public void Is_the_same_code_whatever_its_variables_and_labels_are_called()
    {
        var (first, again) = (new Code<Func<int[], int>>(Sum("cells", "sum", "end")), new Code<Func<int[], int>>(Sum("c", "s", "e")));

        Assert.Same(first.Value, again.Value);
        Assert.Equal(6, first.Value([1, 2, 3]));
    }

    // Each differs from the one before in one place.
    public static TheoryData<string> Differences => [.. Different.Keys];

    private static readonly Dictionary<string, (Expression, Expression)> Different = new()
    {
        ["a number"] = (Constant(1), Constant(2)),
        ["the type of a number"] = (Constant(1), Constant(1U)),
        ["a number and a truth"] = (Constant(1), Constant(true)),
        ["a number and its type's first value"] = (Constant(0), Default(typeof(int))),
        ["an operator"] = (Add(One, Constant(1)), Subtract(One, Constant(1))),
        ["the order of operands"] = (Block([One, Other], Subtract(One, Other)), Block([One, Other], Subtract(Other, One))),
        ["which variable is read"] = (Block([One, Other], Add(One, One)), Block([One, Other], Add(One, Other))),
        ["where a variable is declared"] = (Block([One], Block([Other], Add(One, Other))), Block([One, Other], Block(Add(One, Other)))),
        ["where a block ends"] = (Block(Block(Assign(One, Constant(1)), Assign(One, Constant(2))), One), Block(Block(Assign(One, Constant(1))), Assign(One, Constant(2)), One)),
        ["what comes first"] = (Block(Assign(One, Constant(1)), Assign(One, Constant(2))), Block(Assign(One, Constant(2)), Assign(One, Constant(1)))),
        ["a branch"] = (Condition(Constant(true), Constant(1), Constant(2)), Condition(Constant(true), Constant(2), Constant(1))),
        ["the index of a cell"] = (ArrayIndex(Cells, Constant(0)), ArrayIndex(Cells, Constant(1))),
        ["which label is gone to"] = Jumps(),
        ["a loop that is left and one that is not"] = (Loop(One, Label("end")), Loop(One)),
        ["which method is called"] = (Call(Method(Math.Abs), One), Call(Method(Twice), One)),
        ["which overload is called"] = (Call(typeof(Math).GetMethod(nameof(Math.Abs), [typeof(int)])!, One), Call(typeof(Math).GetMethod(nameof(Math.Abs), [typeof(long)])!, Convert(One, typeof(long)))),
        ["a conversion"] = (Convert(One, typeof(long)), Convert(One, typeof(uint))),
        ["the type of code"] = (Lambda<Func<int, int>>(One, One), Lambda<Converter<int, int>>(One, One)),
        ["which parameter is used"] = (Lambda<Func<int, int, int>>(One, One, Other), Lambda<Func<int, int, int>>(Other, One, Other)),
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Is_other_code_where_it_differs_in(string what)
    {
        var (one, other) = Different[what];

        Assert.NotEqual(CodeKey.Of(one), CodeKey.Of(other));
        Assert.Equal(CodeKey.Of(one), CodeKey.Of(one));
    }

    public static TheoryData<string> Unknown => [.. Unheard.Keys];

    private static readonly Dictionary<string, Expression> Unheard = new()
    {
        ["a text"] = Constant("text"),
        ["an object"] = Constant(new object()),
        ["a number as an object"] = Constant(1, typeof(object)),
        ["a list"] = ListInit(New(typeof(List<int>)), Constant(1)),
        ["an exception"] = Throw(New(typeof(InvalidOperationException))),
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Is_never_made_of_what_is_not_known(string what) => Assert.Throws<NotSupportedException>(() => CodeKey.Of(Unheard[what]));

    private static Expression<Func<int[], int>> Sum(string array, string total, string label)
    {
        var (cells, sum, number, end) = (Parameter(typeof(int[]), array), Variable(typeof(int), total), Variable(typeof(int)), Label(label));
        return Lambda<Func<int[], int>>(
            Block(
                [sum, number],
                Loop(
                    Block(
                        IfThen(GreaterThanOrEqual(number, ArrayLength(cells)), Break(end)),
                        AddAssign(sum, ArrayIndex(cells, number)),
                        PreIncrementAssign(number)),
                    end),
                sum),
            cells);
    }

    private static (Expression, Expression) Jumps()
    {
        var (here, there) = (Label("here"), Label("there"));
        return (Block(Label(here), Goto(here), Label(there)), Block(Label(here), Goto(there), Label(there)));
    }

    private static System.Reflection.MethodInfo Method(Func<int, int> method) => method.Method;

    private static int Twice(int number) => 2 * number;
}
