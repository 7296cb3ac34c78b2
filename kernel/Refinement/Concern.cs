using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>What an event is about: the cells that must agree after it, the hugepages whose steps may explain it, and the frame.</summary>
internal sealed class Concern(ChildState child, Comparison comparison)
{
    /// <summary>No frame.</summary>
    public const int None = -1;

    /// <summary>The cells that may differ.</summary>
    public List<int> Cells { get; } = [];

    /// <summary>The hugepages: the one that the running actor works on, and those of which something has changed.</summary>
    public List<int> Folios { get; } = [];

    /// <summary>The model's number of the frame; <see cref="None"/> where the event is about none.</summary>
    public int Frame { get; private set; }

    /// <summary>Finds the hugepages and the frame of an event; the cells are there already.</summary>
    public void Find(KernelEvent happened)
    {
        Frame = happened switch
        {
            FrameAllocated { Frame: { } allocated } => child.NumberOf(allocated),
            FrameFreed freed => child.NumberOf(freed.Frame),
            _ => None,
        };
        Folios.Clear();
        if (child.Position.Operation is (_, var operated))
        {
            Folios.Add(operated);
        }
        else if (happened is OperationLeft left)
        {
            Folios.Add(left.Block);
        }
        else if (happened is BlockPlain plain)
        {
            Folios.Add(plain.Block);
        }
        foreach (var cell in Cells)
        {
            if (comparison.FolioOf(cell) is >= 0 and var folio && !Folios.Contains(folio))
            {
                Folios.Add(folio);
            }
        }
    }
}
