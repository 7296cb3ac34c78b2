using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>A state of the design that takes steps and takes them back: the steps are the machine's own, executed as everywhere.</summary>
internal sealed class DesignState : IChangeListener
{
    private readonly int[] mirror;
    private readonly List<(int Cell, int Before)> journal = [];

    public DesignState(Instance instance)
    {
        Instance = instance;
        instance.GoTo([.. instance.PlainCells]);
        mirror = instance.Memory.Cells.ToArray();
        instance.Memory.Listener = this;
    }

    public Instance Instance { get; }

    public State<Bit, Num> State => Instance.State;

    public int[] Cells => Instance.Memory.Array;

    /// <summary>The steps that lead to the present state.</summary>
    public History History { get; set; }

    /// <summary>How many cells were written since the last <see cref="Keep"/>: a place to go back to.</summary>
    public int Mark => journal.Count;

    /// <summary>A cell that was written since.</summary>
    public int Written(int number) => journal[number].Cell;

    public void Changed(TableLayout table, int cell)
    {
        journal.Add((cell, mirror[cell]));
        mirror[cell] = Cells[cell];
    }

    /// <summary>Takes a step if its guard holds.</summary>
    public bool TryTake(Step<Bit, Num> step, At<Num> at)
    {
        if (!Instance.IsEnabled(step, at))
        {
            return false;
        }
        Instance.Take(step, at);
        return true;
    }

    /// <summary>Takes back what was done since a mark.</summary>
    public void GoBack(int mark)
    {
        for (var number = journal.Count - 1; number >= mark; number--)
        {
            var (cell, before) = journal[number];
            Cells[cell] = mirror[cell] = before;
        }
        journal.RemoveRange(mark, journal.Count - mark);
    }

    /// <summary>What was done stays done.</summary>
    public void Keep() => journal.Clear();

    /// <summary>The present state, and how it came there.</summary>
    public Candidate Copy() => new(Cells.ToArray(), History);

    /// <summary>Another state is the present one.</summary>
    public void Load(Candidate other)
    {
        other.Cells.CopyTo(Cells, 0);
        other.Cells.CopyTo(mirror, 0);
        History = other.History;
        journal.Clear();
    }
}
