using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What an event is about: the cells that must agree after it, the hugepages whose steps may explain it, and the frame.</summary>
internal sealed class Concern(ChildState child, Comparison comparison)
{
    /// <summary>No frame.</summary>
    public const int None = -1;

    /// <summary>The cells that may differ.</summary>
    public CellRanges Cells { get; } = new();

    /// <summary>The hugepages: the one that the running actor works on, and those of which something has changed.</summary>
    public List<int> Folios { get; } = [];

    /// <summary>The model's number of the frame; <see cref="None"/> where the event is about none.</summary>
    public int Frame { get; private set; } = None;

    /// <summary>The base page that memory failure handles; null while it handles none.</summary>
    public (int Folio, int Page, int Slot)? Failing { get; private set; }

    /// <summary>What it is about each hugepage alone.</summary>
    public IEnumerable<Concern> OneByOne()
    {
        foreach (var folio in Folios)
        {
            Concern one = new(child, comparison);
            one.Folios.Add(folio);
            one.Failing = Failing;
            foreach (var (from, to) in Cells.All)
            {
                AddCellsOf(folio, from, to, one.Cells);
            }
            yield return one;
        }
    }

    // What is stored to struct pages when their hugepage is restored is stored to a frame of its own.
    private void AddOwners(int frame)
    {
        var state = child.Instance.State;
        for (var folio = 0; folio < child.Instance.Scope.Folios; folio++)
        {
            if (Enumerable.Range(0, child.Instance.Scope.Pages).Any(page => (state.Pte[folio, page] == frame).IsTrue))
            {
                Folios.Add(folio);
            }
        }
    }

    private void AddCellsOf(int folio, int from, int to, CellRanges cells)
    {
        for (var cell = from; cell < to; cell++)
        {
            if (comparison.FolioOf(cell) == folio)
            {
                cells.Add(cell, isFirst: cell == from);
            }
        }
    }

    /// <summary>Finds the hugepages and the frame of an event; the cells are there already.</summary>
    public void Find(KernelEvent happened)
    {
        Frame = happened switch
        {
            FrameAllocated { Frame: { } allocated } => child.NumberOf(allocated),
            FrameFreed freed => child.NumberOf(freed.Frame),
            ZoneTailMade made => child.NumberOf(made.Frame),
            _ => None,
        };
        Folios.Clear();
        if (child.Instance.State.Failure is { Folio.Value.Value: >= 0 } failure)
        {
            Failing = (failure.Folio.Value.Value, failure.Page.Value.Value, failure.Slot.Value.Value);
        }
        else if (happened is not CallReturned)
        {
            Failing = null;
        }
        if (child.Position.Operation is (_, var operated))
        {
            Folios.Add(operated);
        }
        else if (happened is OperationLeft left)
        {
            Folios.Add(left.Block);
        }
        else if (happened is BlockFreed freed)
        {
            Folios.Add(freed.Block);
        }
        else if (happened is SlotsStored stored)
        {
            AddOwners(child.NumberOf(stored.Frame));
        }
        foreach (var (from, to) in Cells.All)
        {
            // A range is of one table, and as its first cell, so all are of a hugepage, or none.
            for (var cell = from; cell < to && comparison.FolioOf(cell) >= 0; cell++)
            {
                if (!Folios.Contains(comparison.FolioOf(cell)))
                {
                    Folios.Add(comparison.FolioOf(cell));
                }
            }
        }

        // A hugepage may be counted before anything else of it changes.
        if (happened is HugetlbLock && Folios.Count == 0 && child.Instance.State.AllHugepages is not null)
        {
            Folios.AddRange(Enumerable.Range(0, child.Instance.Scope.Folios));
        }
    }
}
