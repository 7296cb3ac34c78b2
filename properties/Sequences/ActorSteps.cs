using Vmemmap.Model.Concrete;

namespace Vmemmap.Properties.Sequences;

/// <summary>The steps of one actor, by where it stands: of a hugepage's hundred steps the few that begin where it is are asked whether they are enabled.</summary>
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
        if (steps.Select(step => step.Plan.Begins?.Counter).Distinct().Count() == 1 && steps[0].Plan.Begins is { IsKnownByFolio: true } first)
        {
            counter = memory.Layouts.Single(table => table.Name == first.Counter.Table.Name);
            isOfFolio = first.IsOfFolio;
            byValue = [.. Enumerable.Range(counter.Low, counter.High - counter.Low + 1)
                .Select(value => steps.Where(step => step.Plan.Begins!.Allows(value)).Select(step => step.Number).ToArray())];
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
