using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking.Dependence;

namespace Vmemmap.Properties.Checking;

/// <summary>
/// Checks after each step only what the step can have made false. Which cells an invariant reads, and for which values of its variables, is not
/// written down anywhere: it is found in the terms of the recorded invariant (<see cref="ReadSites"/>). An instance that was true before a
/// step can be false after it only if the step changed a cell that the instance reads.
/// </summary>
public sealed class IncrementalCheck
{
    // From so many changed cells of one row on, it is cheaper to check all instances that read the row.
    private const int WholeRow = 4;

    private readonly ChangeLog log;
    private readonly BoundCheck[] checks;
    private readonly int[] invariantOf;
    private readonly bool[] isWatched;
    private readonly (int Check, Trigger Trigger)[][] triggersByTable;

    /// <summary>Prepares the checks. From now on the instance's memory tells this object of its changes.</summary>
    /// <param name="instance">whose states are checked.</param>
    /// <param name="invariants">those of its machine that matter: <see cref="Watch"/> and <see cref="AfterStep"/> number them in this order.</param>
    public IncrementalCheck(Instance instance, IReadOnlyList<Invariant<Bit, Num>> invariants)
    {
        log = new ChangeLog(instance.Memory);
        var recording = Recording.Of(instance, Bounds.None, invariants.Select(i => i.Name).ToHashSet());
        var cases = invariants.SelectMany((i, number) => Cases.Of(recording.Invariants.Single(recorded => recorded.Name == i.Name)).Select(one => (One: one, Number: number))).ToArray();
        checks = [.. cases.Select(one => new BoundCheck(one.One, recording))];
        invariantOf = [.. cases.Select(one => one.Number)];
        isWatched = new bool[checks.Length];
        triggersByTable = [.. instance.Memory.Layouts.Select(table => checks
            .SelectMany((check, number) => check.Triggers.Where(t => t.Table == table).Select(t => (number, t.Trigger)))
            .ToArray())];
        instance.Memory.Listener = log;
        Restart();
    }

    /// <summary>Takes the present state as the first of a run, in which nothing is violated, and watches all invariants.</summary>
    public void Restart()
    {
        log.Restart();
        Array.Fill(isWatched, true);
    }

    /// <summary>Begins or ends to check one invariant.</summary>
    public void Watch(int invariant, bool isOn)
    {
        for (var number = 0; number < checks.Length; number++)
        {
            isWatched[number] = invariantOf[number] == invariant ? isOn : isWatched[number];
        }
    }

    /// <summary>Checks what has changed since the last call.</summary>
    /// <param name="violations">gets the invariants that have become false, with values for which they are.</param>
    public void AfterStep(List<(int Invariant, At<Num> At)> violations)
    {
        foreach (var table in log.Touched)
        {
            Collect(table);
        }
        for (var number = 0; number < checks.Length; number++)
        {
            // The cases of an invariant follow one another: it is told once.
            if (checks[number].IsViolated(log.Before, log.After, out var at) && (violations.Count == 0 || violations[^1].Invariant != invariantOf[number]))
            {
                violations.Add((invariantOf[number], at));
            }
        }
        log.Clear();
    }

    private void Collect(TableLayout table)
    {
        var cells = log.CellsOf(table);
        for (var from = 0; from < cells.Count;)
        {
            var start = cells[from] - (cells[from] - table.Offset) % table.RowLength;
            var to = from + 1;
            while (to < cells.Count && cells[to] >= start && cells[to] < start + table.RowLength)
            {
                to++;
            }
            foreach (var (number, trigger) in triggersByTable[table.Number])
            {
                if (!isWatched[number])
                {
                    continue;
                }
                if (trigger.Column >= 0)
                {
                    CollectCell(table, start + trigger.Column, checks[number], trigger);
                }
                else
                {
                    Collect(table, cells, from, to, checks[number], trigger);
                }
            }
            from = to;
        }
    }

    private void CollectCell(TableLayout table, int cell, BoundCheck check, Trigger trigger)
    {
        var (before, after) = (log.Before[cell], log.After[cell]);
        if (trigger.Matters(before, after))
        {
            trigger.Bind(table.IndicesOf(cell), before, after, check);
        }
    }

    // Changed cells of one row.
    private void Collect(TableLayout table, List<int> cells, int from, int to, BoundCheck check, Trigger trigger)
    {
        var isWholeRow = to - from >= WholeRow && !trigger.NeedsCells;
        var last = (0, 0);
        for (var c = from; c < to; c++)
        {
            var cell = cells[c];
            var (before, after) = (log.Before[cell], log.After[cell]);
            if (!trigger.Matters(before, after) || (isWholeRow && last == (before, after)))
            {
                continue;
            }
            last = (before, after);
            var indices = table.IndicesOf(cell);
            trigger.Bind(isWholeRow ? (indices.I, -1, -1) : indices, before, after, check);
            if (isWholeRow && !trigger.NeedsValues)
            {
                return;
            }
        }
    }
}
