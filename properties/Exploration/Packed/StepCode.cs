using System.Linq.Expressions;
using Vmemmap.Model;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Exploration.Layout;
using static System.Linq.Expressions.Expression;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Takes a step in all ways in which it is enabled.</summary>
/// <param name="before">the words of a state.</param>
/// <param name="after">room for a successor.</param>
/// <param name="successors">is told of each.</param>
internal delegate void StepRunner(ulong[] before, ulong[] after, SuccessorBuffer successors);

/// <summary>Makes code of a recorded step: loops over its parameters, each conjunct tested as soon as its parameters have values, then the assignments.</summary>
internal sealed class StepCode
{
    private readonly ParameterExpression before = Parameter(typeof(ulong[]), nameof(before));
    private readonly ParameterExpression after = Parameter(typeof(ulong[]), nameof(after));
    private readonly ParameterExpression successors = Parameter(typeof(SuccessorBuffer), nameof(successors));
    private readonly LabelTarget end = Label();
    private readonly PackedLayout layout;
    private readonly Scope scope;
    private readonly PackedCode code;
    private Expression choice = Constant(0);

    private StepCode(PackedLayout layout, Scope scope)
    {
        (this.layout, this.scope) = (layout, scope);
        code = new PackedCode(layout, scope, before);
    }

    /// <summary>The code of a step whose choices are numbered from a number on, the last parameter running fastest.</summary>
    public static Code<StepRunner> Of(RecordedStep step, PackedLayout layout, Scope scope, int firstChoice)
    {
        var made = new StepCode(layout, scope);
        var search = made.code.Enabled(step, step.Parameters, made.code.For, made.Take(step, firstChoice));
        return new(Lambda<StepRunner>(Block(step.Parameters.Select(made.code.VariableOf), search), made.before, made.after, made.successors));
    }

    private BlockExpression Take(RecordedStep step, int firstChoice)
    {
        List<ParameterExpression> locals = [];
        List<Expression> body = [];
        choice = Constant(0);
        foreach (var parameter in step.Parameters)
        {
            choice = Add(Multiply(choice, Constant(scope.Count(parameter))), code.VariableOf(parameter));
        }
        choice = Add(Constant(firstChoice), choice);
        for (var word = 0; word < layout.Words; word++)
        {
            body.Add(Assign(ArrayAccess(after, Constant(word)), ArrayIndex(before, Constant(word))));
        }
        // An index is used for every cell of a row, so each term gets a local, whether it is used in several assignments or not.
        var terms = step.Effect.SelectMany(assignment => assignment.Terms).ToList();
        foreach (var (local, value) in code.Share([.. terms, .. terms]))
        {
            locals.Add(local);
            body.Add(Assign(local, value));
        }
        foreach (var assignment in step.Effect)
        {
            body.AddRange(assignment switch
            {
                CellAssignment cell => Write(cell),
                RowCopy copy => Copy(copy),
                _ => throw new InvalidOperationException($"Unknown assignment {assignment}."),
            });
        }
        code.EndSharing();
        body.Add(Call(successors, nameof(SuccessorBuffer.Add), null, after, choice));
        body.Add(Label(end));
        return Block(locals, body);
    }

    // Where fewer indices are given than the table has, all cells that begin with them.
    private IEnumerable<Expression> Write(CellAssignment assignment)
    {
        var table = layout[assignment.Table.Name];
        var value = Variable(typeof(ulong));
        var cells = table.Layout.Indices.Skip(assignment.Indices.Count).Aggregate(1, (product, index) => product * scope.Count(index));
        List<Expression> body = [Assign(value, Encode(table, assignment.Value))];
        if (code.Locate(table, assignment.Indices).IsInside is { } isInside)
        {
            body.Add(IfThen(Not(isInside), Leave(table)));
        }
        for (var cell = 0; cell < cells; cell++)
        {
            body.AddRange(Store(table, code.Locate(table, assignment.Indices, cell).Position, value));
        }
        return [Block([value], body)];
    }

    private IEnumerable<Expression> Copy(RowCopy assignment)
    {
        // What the step makes of the same table so far, or another table as it was before.
        var (table, source) = (layout[assignment.Table.Name], layout[assignment.Source.Name]);
        var cells = assignment.Source == assignment.Table ? after : before;
        var isInside = new[] { code.Locate(table, [assignment.To]).IsInside, code.Locate(source, [assignment.From]).IsInside }.OfType<Expression>().ToList();
        if (isInside.Count > 0)
        {
            yield return IfThen(Not(isInside.Aggregate(AndAlso)), Leave(table));
        }
        for (var cell = 0; cell < table.Layout.RowLength; cell++)
        {
            var value = Variable(typeof(ulong));
            var from = code.Locate(source, [assignment.From], cell).Position;
            yield return Block([value],
                [Assign(value, PackedCode.Bits(cells, from, source.Mask)), .. Store(table, code.Locate(table, [assignment.To], cell).Position, value)]);
        }
    }

    private Expression Encode(PackedTable table, Term value)
    {
        var number = code.Of(value);
        if (value.IsTruth)
        {
            return Condition(number, Constant(1UL), Constant(0UL));
        }
        var offset = Convert(table.Low == 0 ? number : Subtract(number, Constant(table.Low)), typeof(uint));
        if (value.Kind == TermKind.Integer && value.Value >= table.Low && value.Value <= table.High)
        {
            return Constant((ulong)(value.Value - table.Low));
        }
        var local = Variable(typeof(uint));
        return Block([local],
            Assign(local, offset),
            IfThen(GreaterThan(local, Constant((uint)(table.High - table.Low))), Leave(table)),
            Convert(local, typeof(ulong)));
    }

    private IEnumerable<Expression> Store(PackedTable table, Expression position, Expression value)
    {
        if (table.Width == 0)
        {
            return [];
        }
        var word = ArrayAccess(after, PackedCode.WordOf(position));
        var shift = PackedCode.ShiftOf(position);
        return [Assign(word, Or(And(word, Not(LeftShift(Constant(table.Mask), shift))), LeftShift(value, shift)))];
    }

    // The step leaves the range of the table: there is no state after it.
    private BlockExpression Leave(PackedTable table) =>
        Block(Call(successors, nameof(SuccessorBuffer.AddOutside), null, Constant(table.Layout.Number), choice), Goto(end));
}
