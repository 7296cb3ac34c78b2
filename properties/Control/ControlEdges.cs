using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Properties.Control;

/// <summary>
/// Finds the edges between control points. Nobody declares them: where a step begins is read off its guard, and where it goes off the number that it
/// assigns to the program counter, so neither a picture of them nor what is looked for along them can differ from the machine.
/// </summary>
public sealed class ControlEdges
{
    private readonly Machine<Formula, Integer> machine;
    private readonly ProgramCounters counters;

    private ControlEdges(Design design, Bug? bug)
    {
        machine = new(design, bug);
        counters = new(new Machine<Bit, Num>(design, bug).NewState(new CellStore(machine.Design.SmallScope)));
    }

    private static TermBank Bank => TermBank.Current;

    /// <summary>The edges of a design, with a seeded bug or without: in the order of its steps, those of each actor in the order of its points.</summary>
    public static IReadOnlyList<ControlEdge> Of(Design design, Bug? bug = null)
    {
        ControlEdges edges = new(design, bug);
        return [.. edges.machine.Steps.SelectMany(step => edges.Of(Recording.Of(step, edges.machine.Shape), step.At))];
    }

    private IEnumerable<ControlEdge> Of(RecordedStep step, IReadOnlyList<ControlPoint> at) => Enum.GetValues<Actor>().SelectMany(actor => Of(step, at, actor));

    private IEnumerable<ControlEdge> Of(RecordedStep step, IReadOnlyList<ControlPoint> at, Actor actor)
    {
        var written = step.Effect.OfType<CellAssignment>().Where(assignment => assignment.Table.Name == counters.Of(actor)).ToList();
        // The last assignment to a cell is the one that stands.
        return written.Count == 0
            ? at.Where(point => point.Actor == actor).Select(point => new ControlEdge(step.Name, actor, point, point) { Goes = Bank.Equal(CounterIn(step.Guard[0].Holds, actor)!, Bank.Integer(machine.Shape.PointsOf(actor)[point])) })
            : written.GroupBy(assignment => Bank.Cell(assignment.Table, [.. assignment.Indices])).SelectMany(same => Of(step, actor, same.Key, same.Last().Value)).Distinct();
    }

    private IReadOnlyList<ControlEdge> Of(RecordedStep step, Actor actor, Term counter, Term value)
    {
        var points = machine.Shape.PointsOf(actor).InOrder;
        List<ControlEdge> edges = [];
        var possible = 0;
        for (var number = 0; number < points.Count; number++)
        {
            NumberFor here = new(counter, number);
            if (step.Guard.All(conjunct => here.In(conjunct.Holds) != Bank.False))
            {
                possible++;
                edges.AddRange(Leaves(here.In(value)).Where(leaf => !IsOtherCall(leaf)).Select(leaf => Edge(points[number], PointOf(leaf, points), number)));
            }
        }
        if (possible < points.Count)
        {
            return edges;
        }
        // Where the guard says nothing of the counter, a step that leaves it alone is no edge; and one that goes to the same point wherever it was is one edge.
        return
        [
            .. edges.FindAll(edge => edge.IsChange).GroupBy(edge => edge.To)
                .SelectMany(same => same.Count() < points.Count - 1 ? same : same.Take(1).Select(edge => edge with { From = null, Goes = Bank.And(Bank.Not(Is(counter, edge.To)), Is(value, edge.To)) })),
        ];

        ControlEdge Edge(ControlPoint from, ControlPoint to, int number) =>
            new(step.Name, actor, from, to) { Goes = Bank.And(Bank.Equal(counter, Bank.Integer(number)), Is(value, to)) };

        Term Is(Term term, ControlPoint point) => Bank.Equal(term, Bank.Integer(machine.Shape.PointsOf(actor)[point]));
    }

    // Where the step begins its guard says first.
    private Term? CounterIn(Term term, Actor actor) => term.Kind == TermKind.Cell && term.Table.Name == counters.Of(actor)
        ? term
        : term.Arguments.Select(argument => CounterIn(argument, actor)).FirstOrDefault(found => found is not null);

    // Another call of the same function goes on from where it stands: no step of the code.
    private bool IsOtherCall(Term leaf) => leaf.Kind == TermKind.Cell && counters.OfOthers.Contains(leaf.Table.Name);

    private static ControlPoint PointOf(Term leaf, IReadOnlyList<ControlPoint> points) => leaf.Kind == TermKind.Integer
        ? points[leaf.Value]
        : throw new InvalidOperationException($"A step gives a program counter a value that is no control point: a {leaf.Kind}.");

    private static IEnumerable<Term> Leaves(Term value) => value.Kind == TermKind.If ? Leaves(value.Arguments[1]).Concat(Leaves(value.Arguments[2])).Distinct() : [value];
}
