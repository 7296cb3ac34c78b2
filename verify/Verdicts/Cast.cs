using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Who acts in a counterexample to induction: with them alone a walk is complete where with everybody it is out of reach.</summary>
internal static class Cast
{
    /// <summary>As many errors as there are, and without the steps by which those begin who are at rest in the state.</summary>
    public static Bounds Of(Instance instance, Transition transition)
    {
        var state = new Instance(instance.Design, instance.Scope, instance.Bug);
        state.GoTo([.. transition.Before]);
        var recording = Recording.Of(state, Bounds.None, new HashSet<string>());
        var idle = recording.Steps.Where(step => step.Name != transition.Step && IsIdle(step, state)).Select(step => step.Name);
        return new(Count(state, state.State.Bad), Count(state, state.State.FrameBad), [.. idle]);
    }

    // Who is not the operation on a hugepage, and has left no trace in some table that he writes. The hugepage's own flags are nobody's trace, and that the kernel has not oopsed neither.
    private static bool IsIdle(RecordedStep recorded, Instance state)
    {
        var step = state.Machine.Steps.Single(s => s.Name == recorded.Name);
        var oops = TableLayout.Of(state.State.Oops).Name;
        var isReader = step.At is [{ Actor: Actor.Reader }, ..];
        return step.At is not [{ Actor: Actor.Hugepage }, ..]
            && recorded.Effect.Select(assignment => assignment.Table).Distinct().Any(table => (isReader || (table.Indices is not [Index.Folio] && table.Name != oops)) && IsAtRest(state, table.Name));
    }

    private static bool IsAtRest(Instance state, string name)
    {
        var table = state.Memory.Table(name);
        return state.Memory.Cells.Slice(table.Offset, table.Length).SequenceEqual(state.BootCells.ToArray().AsSpan(table.Offset, table.Length));
    }

    private static int Count(Instance state, TruthTable<Bit, Num> table)
    {
        var layout = TableLayout.Of(table);
        return state.Memory.Cells.Slice(layout.Offset, layout.Length).Count(1);
    }
}
