using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Bench.Peers;

/// <summary>The abstract model recorded: for the explorer, and to be printed for other model checkers.</summary>
public static class AbstractRecording
{
    /// <summary>Records the model.</summary>
    /// <param name="size">the sizes.</param>
    /// <param name="withInvariants">with what must hold, or the steps alone.</param>
    /// <param name="bug">a seeded bug.</param>
    public static Recording Of(AbstractSize size, bool withInvariants = true, AbstractBug bug = AbstractBug.None)
    {
        ArgumentNullException.ThrowIfNull(size);
        AbstractModel<Formula, Integer> model = new(size.Folios, size.Pages, size.Kept, size.Errors, bug);
        AbstractState<Formula, Integer> before = new(model.Scope, new SymbolicTables(model.Scope));
        CellStore memory = new(model.Scope);
        Begin(new AbstractState<Bit, Num>(model.Scope, memory));
        return new(
            "abstract", model.Scope, memory.Layouts,
            [.. model.Steps.Select(step => Record(step, before, model.Scope))],
            withInvariants ? Invariants(size.Kept, before) : [],
            memory.Cells.ToArray());
    }

    private static IReadOnlyList<RecordedInvariant> Invariants(int kept, AbstractState<Formula, Integer> before) =>
    [
        .. AbstractInvariants<Formula, Integer>.All(kept).Select(i => new RecordedInvariant(i.Name, i.Indices, [], i.Holds(before, TermVariables.All).Term)),
    ];

    private static RecordedStep Record(AbstractStep<Formula, Integer> step, AbstractState<Formula, Integer> before, Scope scope)
    {
        SymbolicTables tables = new(scope);
        step.Effect(new AbstractState<Formula, Integer>(scope, tables), TermVariables.All);
        return new(
            step.Name, step.Parameters,
            [.. step.Guard(before, TermVariables.All).Select(conjunct => new RecordedConjunct(conjunct.Name, conjunct.Holds.Term, []))],
            [.. tables.Assignments]);
    }

    private static void Begin(AbstractState<Bit, Num> s)
    {
        for (var h = 0; h < s.Scope.Folios; h++)
        {
            s.Live[h] = true;
            for (var v = 0; v < s.Scope.Pages; v++)
            {
                var frame = h * s.Scope.Pages + v;
                s.Pte[h, v] = frame;
                s.Tag[frame] = v == 0 ? AbstractState<Bit, Num>.Head(h) : AbstractState<Bit, Num>.Tail(h);
            }
        }
        s.Free[s.Scope.Frames - 1] = true;
    }
}
