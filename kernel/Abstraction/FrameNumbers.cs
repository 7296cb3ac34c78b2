using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Frames of the child and frames of the model. The model has the frames that the shown pages of blocks begin with, one after the other, and behind them those that the buddy allocator has at the
/// beginning. Where not all pages are shown, it learns of another frame when a shown page is mapped to it.
/// </summary>
public sealed class FrameNumbers(RunPlan plan, Window window, Layout layout)
{
    // Where some pages are not shown, room for as many frames as are ever mapped to those that are.
    private const int RoomPerPage = 3;
    private readonly Dictionary<int, int> numbers = [];
    private int next;

    /// <summary>How many frames a model of the machine has.</summary>
    public int Count => Numbered + (layout.IsTailOfZone ? 1 : 0);

    // The zone's frame of tails is the last one, and no other gets its number.
    private int Numbered => Shown + (window.IsWhole ? plan.Spare : Shown * RoomPerPage);

    private int Shown => window.Units.Count * window.Pages.Count;

    /// <summary>The child has made its machine.</summary>
    public void Learn(MachineMade made)
    {
        ArgumentNullException.ThrowIfNull(made);
        numbers.Clear();
        next = 0;
        for (var folio = 0; folio < window.Units.Count; folio++)
        {
            for (var page = 0; page < window.Pages.Count; page++)
            {
                numbers.Add(made.FirstFrame + window.MachinePageOf(folio, page), next++);
            }
        }
        for (var spare = 0; window.IsWhole && spare < plan.Spare; spare++)
        {
            numbers.Add(made.FirstFrame + made.Pages + spare, next++);
        }
    }

    /// <summary>The number of a frame in the model; -1 for one that the model does not have.</summary>
    public int Of(int frame) => numbers.GetValueOrDefault(frame, -1);

    /// <summary>The zone's frame of tails is this one: the number that it had, or -1, and the one that it has from now on.</summary>
    public (int Old, int New) BecomesTailOfZone(int frame)
    {
        var old = Of(frame);
        numbers[frame] = Count - 1;
        return (old, Count - 1);
    }

    /// <summary>The number of a frame that a shown page is mapped to: where it has none a new one, or that of a frame that is of no interest any longer; -1 where there is none of these.</summary>
    /// <param name="frame">the frame.</param>
    /// <param name="isForgettable">is the frame with this number of no interest?</param>
    public int Adopt(int frame, Func<int, bool> isForgettable)
    {
        if (numbers.ContainsKey(frame) || window.IsWhole)
        {
            return Of(frame);
        }
        var number = next;
        if (next < Numbered)
        {
            next++;
        }
        else
        {
            var (forgotten, free) = numbers.FirstOrDefault(known => isForgettable(known.Value), new(frame, -1));
            numbers.Remove(forgotten);
            number = free;
        }
        if (number >= 0)
        {
            numbers.Add(frame, number);
        }
        return number;
    }
}
