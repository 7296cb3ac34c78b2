using Vmemmap.Model.Concrete;

namespace Vmemmap.Properties.Sequences;

/// <summary>The steps of one actor, by where it stands: of a hugepage's hundred steps the few that begin where it is are asked whether they are enabled.</summary>
internal sealed class ActorSteps
{
    private readonly CellStore memory;
    private readonly int[] all;
    private readonly TableLayout? counter;
    private readonly int rows;
    private readonly int[][] byValue = [];
    private readonly Dictionary<int, bool[]> begins = [];

    /// <param name="memory">the cells.</param>
    /// <param name="steps">the actor's steps, each with its number.</param>
    /// <param name="mayReplace">may it be taken in the place of another?</param>
    public ActorSteps(CellStore memory, IReadOnlyList<(int Number, StepPlan Plan)> steps, Func<StepPlan, bool> mayReplace)
    {
        this.memory = memory;
        all = [.. steps.Where(step => mayReplace(step.Plan)).Select(step => step.Number)];
        if (steps.Select(step => step.Plan.Begins?.Counter).Distinct().Count() == 1 && steps[0].Plan.Begins is { IsKnownByFolio: true } first)
        {
            counter = memory.Layouts.Single(table => table.Name == first.Counter.Table.Name);
            rows = first.IsOfFolio ? memory.Scope.Folios : 1;
            begins = steps.ToDictionary(step => step.Number, step => step.Plan.Begins!.AllowedBy(counter));
            byValue = [.. Enumerable.Range(0, counter.High - counter.Low + 1).Select(value => Array.FindAll(all, step => begins[step][value]))];
        }
    }

    /// <summary>Those that can be taken in the place of another, as far as the actor's program counter tells: all where it tells nothing.</summary>
    /// <param name="folio">the folio that they are to work on.</param>
    public int[] At(int folio) => counter is null || ValueOf(folio) is var value && (uint)value >= (uint)byValue.Length ? all : byValue[value];

    /// <summary>Is there a folio for which the step can be enabled, as far as the actor's program counter tells?</summary>
    public bool CanBegin(int step)
    {
        if (counter is null)
        {
            return true;
        }
        var where = begins[step];
        for (var folio = 0; folio < rows; folio++)
        {
            if (ValueOf(folio) is var value && ((uint)value >= (uint)where.Length || where[value]))
            {
                return true;
            }
        }
        return false;
    }

    // Counted from the least one that the program counter can have.
    private int ValueOf(int folio) => memory.Array[rows > 1 ? counter!.Cell(folio) : counter!.Offset] - counter.Low;
}
