using System.Runtime.InteropServices;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Abstraction;

/// <content>Stores to struct pages.</content>
public sealed partial class ChildState
{
    private void Store(SlotsStored stored)
    {
        var frame = frames.Of(stored.Frame);
        if (frame < 0)
        {
            // It may become one of the model's.
            (CollectionsMarshal.GetValueRefOrAddDefault(unknown, stored.Frame, out _) ??= []).Add(stored);
            return;
        }
        var (isHead, isPoisoned) = (decode.IsHead(stored.Words), decode.IsPoisoned(stored.Words));
        var (head, count, data) = (decode.CompoundHead(stored.Words), decode.Refcount(stored.Words), decode.Data(stored.Words));
        var (countBefore, wasPoisoned) = (state.Refcount[frame, 0].Value, state.PgHwpoison[frame, 0].IsTrue);
        NoticeLostRecord(frame, stored, isPoisoned);
        for (var slot = stored.Slot; slot < Math.Min(2, stored.Slot + stored.Count); slot++)
        {
            firstSlots[frame, slot] = stored.Words;
        }
        if (stored.Count == instance.Scope.Slots)
        {
            state.PgHead.Fill(frame, isHead);
            state.CompoundHead.Fill(frame, head);
            state.PgHwpoison.Fill(frame, isPoisoned);
            state.Refcount.Fill(frame, count);
            state.Metadata.Fill(frame, data);
        }
        for (var slot = stored.Slot; stored.Count < instance.Scope.Slots && slot < stored.Slot + stored.Count; slot++)
        {
            state.PgHead[frame, slot] = isHead;
            state.CompoundHead[frame, slot] = head;
            state.PgHwpoison[frame, slot] = isPoisoned;
            state.Refcount[frame, slot] = count;
            state.Metadata[frame, slot] = data;
        }
        for (var folio = 0; stored.Slot < 2 && folio < instance.Scope.Folios; folio++)
        {
            if (state.Pte[folio, 0].Value == frame)
            {
                ReadHead(folio, frame);
                position.HeadStored(folio, countBefore, wasPoisoned && !state.PgHwpoison[frame, 0].IsTrue);
            }
        }
    }

    // Memory failure records an error in the head's page, which is left behind: by the translation that its CPU still has, or as the copy is made.
    private void NoticeLostRecord(int frame, SlotsStored stored, bool isPoisoned)
    {
        if (!isPoisoned || position.Call is not { Kind: CallKind.Fail } || state.PgHwpoison[frame, stored.Slot].IsTrue)
        {
            return;
        }
        for (var folio = 0; folio < instance.Scope.Folios; folio++)
        {
            var isOfHead = state.Pte[folio, 0] == frame | state.Stale[folio, 0, frame];
            state.LostStore[folio] = state.LostStore[folio] | (isOfHead & state.GoesToOldHead(folio, 0, frame));
        }
    }

    // What hugetlb knows of a block stands in its first struct pages.
    private void ReadHead(int folio, int frame)
    {
        var head = firstSlots[frame, 0];
        state.Hugetlb[folio] = decode.IsHugetlb(firstSlots[frame, decode.TypeSlot]);
        state.Optimised[folio] = decode.HasFlag(head, "HPG_vmemmap_optimized");
        state.Freed[folio] = decode.HasFlag(head, "HPG_freed");
        state.Migratable[folio] = decode.HasFlag(head, "HPG_migratable");
        state.Unreliable[folio] = decode.HasFlag(head, "HPG_raw_hwp_unreliable");
    }
}
