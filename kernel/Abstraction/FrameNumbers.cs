using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>
/// Frames of the child and frames of the model. The child's memory map fills whole page tables; the model has the frames that the blocks' own vmemmap pages begin with, one after the other, and
/// behind them those that the buddy allocator has at the beginning.
/// </summary>
public sealed class FrameNumbers(RunPlan plan)
{
    private MachineMade machine = new(0, 0, 0);

    private int OfBlocks => plan.Blocks * plan.PagesPerBlock;

    /// <summary>The child has made its machine.</summary>
    public void Learn(MachineMade made) => machine = made;

    /// <summary>The number of a frame in the model; -1 for one that the model does not have.</summary>
    public int Of(int frame)
    {
        var number = frame - machine.FirstFrame;
        return number < 0 || number >= machine.Frames ? -1
            : number < OfBlocks ? number
            : number >= machine.Pages ? OfBlocks + number - machine.Pages
            : -1;
    }
}
