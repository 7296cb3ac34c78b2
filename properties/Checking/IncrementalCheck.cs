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
    private readonly Reads[] readsByTable;
    private readonly List<(int Before, int After)> changes = [];
    private readonly List<int> pending = [];

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
        readsByTable = [.. instance.Memory.Layouts.Select(table => new Reads([.. checks.SelectMany((check, number) => check.Triggers.Where(t => t.Table == table).Select(t => (number, t.Trigger)))]))];
        instance.Memory.Listener = log;
        Restart();
    }

    /// <summary>Takes the present state as the first of a run, in which nothing is violated, and watches all invariants.</summary>
    public void Restart()
    {
        log.Restart();
        WatchAll();
    }

    /// <summary>Watches all invariants.</summary>
    public void WatchAll() => Array.Fill(isWatched, true);

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
        for (var number = 0; number < log.Touched.Count; number++)
        {
            Collect(log.Touched[number]);
        }
        foreach (var number in pending)
        {
            // The cases of an invariant follow one another: it is told once.
            if (checks[number].IsViolated(log.Before, log.After, out var at) && (violations.Count == 0 || violations[^1].Invariant != invariantOf[number]))
            {
                violations.Add((invariantOf[number], at));
            }
        }
        pending.Clear();
        log.Clear();
    }

    private void Collect(TableLayout table)
    {
        var (cells, reads, length) = (log.CellsOf(table), readsByTable[table.Number], table.RowLength);
        for (var from = 0; from < cells.Count;)
        {
            var start = length == 1 ? cells[from] : cells[from] - (cells[from] - table.Offset) % length;
            var to = from + 1;
            while (to < cells.Count && cells[to] >= start && cells[to] < start + length)
            {
                to++;
            }
            foreach (var read in reads.OfColumns)
            {
                var cell = start + read.Trigger.Column;
                if (read.Trigger.Matters(log.Before[cell], log.After[cell]))
                {
                    Bind(read, table.IndicesOf(cell), log.Before[cell], log.After[cell]);
                }
            }
            var isWholeRow = to - from >= WholeRow;
            if (isWholeRow)
            {
                CollectRow(table.IndicesOf(start).I, cells, from, to, reads);
            }
            for (var c = from; c < to && (!isWholeRow || reads.NeedCells); c++)
            {
                CollectCell(table, cells[c], reads, isWholeRow);
            }
            from = to;
        }
    }

    private void CollectCell(TableLayout table, int cell, Reads reads, bool isOfWholeRow)
    {
        var (before, after) = (log.Before[cell], log.After[cell]);
        var mattering = reads.Mattering(before, after);
        var indices = mattering.Length == 0 ? default : table.IndicesOf(cell);
        foreach (var read in mattering)
        {
            if (!isOfWholeRow || read.Trigger.NeedsCells)
            {
                Bind(read, indices, before, after);
            }
        }
    }

    // Its changed cells as a rule all change in the same way: from what to what.
    private void CollectRow(int row, List<int> cells, int from, int to, Reads reads)
    {
        changes.Clear();
        for (var c = from; c < to; c++)
        {
            var change = (log.Before[cells[c]], log.After[cells[c]]);
            if (changes.Count == 0 || changes[^1] != change)
            {
                changes.Add(change);
            }
        }
        foreach (var (before, after) in changes)
        {
            foreach (var read in reads.Mattering(before, after))
            {
                if (!read.Trigger.NeedsCells)
                {
                    Bind(read, (row, -1, -1), before, after);
                }
            }
        }
    }

    private void Bind((int Check, Trigger Trigger) read, (int I, int J, int K) indices, int before, int after)
    {
        var check = checks[read.Check];
        if (!isWatched[read.Check])
        {
            return;
        }
        var isFirst = !check.IsPending;
        read.Trigger.Bind(indices, before, after, check);
        if (isFirst && check.IsPending)
        {
            // In their order.
            pending.Insert(~pending.BinarySearch(read.Check), read.Check);
        }
    }

    // The reads of one table. Which of them matter follows from the old and the new value of a cell, and is found out once for each two.
    private sealed class Reads((int Check, Trigger Trigger)[] all)
    {
        private readonly (int Check, Trigger Trigger)[] ofCells = [.. all.Where(read => read.Trigger.Column < 0)];
        private readonly Dictionary<long, (int Check, Trigger Trigger)[]> mattering = [];

        /// <summary>Those that read one cell of a row.</summary>
        public (int Check, Trigger Trigger)[] OfColumns { get; } = [.. all.Where(read => read.Trigger.Column >= 0)];

        /// <summary>For some a row is not enough.</summary>
        public bool NeedCells { get; } = all.Any(read => read.Trigger.Column < 0 && read.Trigger.NeedsCells);

        /// <summary>Those of all others that a change from one value to the other can make false.</summary>
        public (int Check, Trigger Trigger)[] Mattering(int before, int after)
        {
            var change = (long)before << 32 | (uint)after;
            if (!mattering.TryGetValue(change, out var reads))
            {
                reads = [.. ofCells.Where(read => read.Trigger.Matters(before, after))];
                mattering.Add(change, reads);
            }
            return reads;
        }
    }
}
