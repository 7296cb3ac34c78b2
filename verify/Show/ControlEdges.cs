using Vmemmap.Model;
using Vmemmap.Model.Control;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Verify.Show;

/// <summary>A step takes an actor from one control point to another, or happens while it stays where it is.</summary>
/// <param name="Step">name of the step.</param>
/// <param name="Actor">whose control points.</param>
/// <param name="From">where it is before; null where that may be anywhere.</param>
/// <param name="To">where it is afterwards.</param>
internal sealed record ControlEdge(string Step, Actor Actor, ControlPoint? From, ControlPoint To);

/// <summary>
/// Finds the edges between control points. Nobody declares them: where a step begins is read off its guard, and where it goes off the number that it
/// assigns to the program counter, so a picture of them cannot differ from the machine.
/// </summary>
/// <param name="tables">what the tables of the machine are called.</param>
internal sealed class ControlEdges(ShownTables tables)
{
    /// <summary>The edges of a step, those of each actor in the order of its points.</summary>
    /// <param name="step">the step, as terms.</param>
    /// <param name="at">the control points that it names.</param>
    public IReadOnlyList<ControlEdge> Of(RecordedStep step, IReadOnlyList<ControlPoint> at) => [.. Enum.GetValues<Actor>().SelectMany(actor => Of(step, at, actor))];

    private IEnumerable<ControlEdge> Of(RecordedStep step, IReadOnlyList<ControlPoint> at, Actor actor)
    {
        var written = step.Effect.OfType<CellAssignment>().Where(assignment => assignment.Table.Name == tables.CounterOf(actor)).ToList();
        List<ControlPoint> own = [.. at.Where(point => point.Actor == actor)];
        // The last assignment to a cell is the one that stands.
        return written.Count == 0
            ? own.Select(point => new ControlEdge(step.Name, actor, point, point))
            : written.GroupBy(assignment => TermBank.Current.Cell(assignment.Table, [.. assignment.Indices]))
                .SelectMany(same => Of(step, actor, same.Key, same.Last().Value)).Distinct();
    }

    private IEnumerable<ControlEdge> Of(RecordedStep step, Actor actor, Term counter, Term value)
    {
        var points = tables.Shape.PointsOf(actor).InOrder;
        List<ControlEdge> edges = [];
        var possible = 0;
        for (var number = 0; number < points.Count; number++)
        {
            Substitution here = new(counter, number);
            if (step.Guard.All(conjunct => here.In(conjunct.Holds) != TermBank.Current.False))
            {
                possible++;
                edges.AddRange(Leaves(here.In(value)).Where(leaf => !IsOtherCall(leaf)).Select(leaf => new ControlEdge(step.Name, actor, points[number], PointOf(leaf, points))));
            }
        }
        // Where the guard says nothing of the counter, a step that leaves it alone is no edge.
        return possible < points.Count
            ? edges
            : Leaves(value).Where(leaf => leaf.Kind == TermKind.Integer).Select(leaf => new ControlEdge(step.Name, actor, From: null, points[leaf.Value]));
    }

    // Another call of the same function goes on from where it stands: no step of the code.
    private bool IsOtherCall(Term leaf) => leaf.Kind == TermKind.Cell && tables.CountersOfOthers.Contains(leaf.Table.Name);

    private static ControlPoint PointOf(Term leaf, IReadOnlyList<ControlPoint> points) => leaf.Kind == TermKind.Integer
        ? points[leaf.Value]
        : throw new InvalidOperationException($"A step gives a program counter a value that is no control point: a {leaf.Kind}.");

    private static IEnumerable<Term> Leaves(Term value) => value.Kind == TermKind.If ? Leaves(value.Arguments[1]).Concat(Leaves(value.Arguments[2])).Distinct() : [value];
}
