using Vmemmap.Model.Concrete;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Control;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Sequences;

/// <summary>
/// The steps of one actor, by where it stands: of a hugepage's hundred steps the few that begin where it is are asked whether they are enabled. Where each begins is read off its guard, which looks first at the actor's
/// program counter.
/// </summary>
internal sealed class ActorSteps
{
    private readonly CellStore memory;
    private readonly int[] all;
    private readonly TableLayout? counter;
    private readonly bool isOfFolio;
    private readonly int[][] byValue = [];

    /// <param name="memory">the cells.</param>
    /// <param name="steps">the actor's steps, each with its number.</param>
    public ActorSteps(CellStore memory, IReadOnlyList<(int Number, StepPlan Plan)> steps)
    {
        this.memory = memory;
        all = [.. steps.Select(step => step.Number)];
        var cells = steps.Select(step => step.Plan.Begins?.Counter).Distinct().ToList();
        if (cells is [{ } cell] && cell.Arguments.All(argument => argument.Kind == TermKind.Unknown && TermVariables.IndexOf(argument) == Index.Folio))
        {
            counter = memory.Layouts.Single(table => table.Name == cell.Table.Name);
            isOfFolio = cell.Arguments.Count > 0;
            byValue = [.. Enumerable.Range(counter.Low, counter.High - counter.Low + 1)
                .Select(value => new NumberFor(cell, value))
                .Select(here => steps.Where(step => step.Plan.Begins is { } begins && here.In(begins.Holds) != TermBank.Current.False).Select(step => step.Number).ToArray())];
        }
    }

    /// <summary>Those that can be enabled, as far as the actor's program counter tells: all where it tells nothing.</summary>
    /// <param name="folio">the folio that they are to work on.</param>
    public int[] At(int folio)
    {
        if (counter is null)
        {
            return all;
        }
        var value = memory.Array[isOfFolio ? counter.Cell(folio) : counter.Offset] - counter.Low;
        return (uint)value < (uint)byValue.Length ? byValue[value] : all;
    }
}
