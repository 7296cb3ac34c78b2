using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <content>Frames: which the model has, and whose they are.</content>
public sealed partial class ChildState
{
    private void BecomeTailOfZone(int frame)
    {
        var tail = NumberedAsTailOfZone(frame);
        position.LeavesTails(TailsOf(tail));
        owners.IsTailOfZone(tail);
        if (unknown.Remove(frame, out var stores))
        {
            stores.ForEach(Store);
        }
    }

    // It was an ordinary frame until now: with the number that is set aside for it, it has what was stored to it.
    private int NumberedAsTailOfZone(int frame)
    {
        var (old, tail) = frames.BecomesTailOfZone(frame);
        if (old >= 0 && old != tail)
        {
            state.CopyPage(tail, old);
            owners.IsNumberedAnew(old);
        }
        return tail;
    }

    // Whose frame of tails it is, as long as it is not published.
    private int? TailsOf(int frame) => frame >= 0 && state.Owner[frame].Value == Owner.Collected ? state.OwnerFolio[frame].Value : null;

    // The frame for the head is, whether it will be mapped or not.
    private bool IsShown(FrameAllocated allocated) => allocated.IsShown || position is { IsCollecting: true, Operation: (true, _) };

    // Where not all pages are shown, it may be for one that is not.
    private void Allocate(int frame, bool isShown)
    {
        if (window.IsWhole || isShown)
        {
            owners.Allocate(frame, position.Operation?.Block, position.IsCollecting);
        }
        else
        {
            owners.IsFoundAllocated(frame);
        }
    }

    // A frame that the model learns of has what was stored to it before.
    private int Adopted(int frame)
    {
        var number = frames.Adopt(frame, known => !translations.Reach(known) && state.Owner[known].Value == Owner.Buddy);
        if (number >= 0 && unknown.Remove(frame, out var stores))
        {
            owners.IsFoundAllocated(number);
            stores.ForEach(Store);
        }
        return number;
    }
}
