using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Readers who hold no reference: what each lookup asked about, what it answered, and whether the block was one hugepage from its first load to its answer.</summary>
internal sealed class LookupBook(State<Bit, Num> state, Window window)
{
    // A block's lives are counted: one begins when it is prepared, or with the entry to optimise, and ends with the block's return to the page allocator.
    private readonly int[] lives = new int[TableLayout.Of(state.Stage).Length];
    private readonly bool[] isPrepared = new bool[TableLayout.Of(state.Stage).Length];
    private readonly int[] livesAtBegin = new int[Position.Actors];
    private readonly bool[] hasLoaded = new bool[Position.Actors];

    /// <summary>Follows an event.</summary>
    /// <param name="happened">the event.</param>
    /// <param name="actor">who runs.</param>
    /// <param name="call">the call that he is in, or null.</param>
    public void Follow(KernelEvent happened, int actor, Call? call)
    {
        switch (happened)
        {
            case CallBegun begun:
                hasLoaded[actor] = false;
                livesAtBegin[actor] = LifeOf(begun.Call.Block);
                break;
            case WordLoaded when !hasLoaded[actor] && call is { Kind: CallKind.Look } lookup:
                hasLoaded[actor] = true;
                livesAtBegin[actor] = LifeOf(lookup.Block);
                break;
            case BlockPrepared prepared:
                lives[prepared.Block]++;
                isPrepared[prepared.Block] = true;
                break;
            case OperationEntered { IsOptimise: true } entered:
                lives[entered.Block] += isPrepared[entered.Block] ? 0 : 1;
                isPrepared[entered.Block] = false;
                break;
            case BlockFreeing freeing:
                lives[freeing.Block]++;
                state.ReaderLive[freeing.Block] = false;
                break;
            case LookupAnswered answered when call is { } asked:
                Answer(asked, answered.Index, actor);
                break;
            case CallReturned { Call: { Kind: CallKind.Look } lookup }:
                End(lookup.Block);
                break;
        }
    }

    /// <summary>The folio is being made of what was part of another.</summary>
    public void BeginAnew(int folio) => lives[folio]++;

    private int LifeOf(int folio) => state.IsCompound(folio).IsTrue ? lives[folio] : -1;

    private void Answer(Call asked, long index, int actor)
    {
        var (folio, slots) = (asked.Block, state.Slots.Value);
        state.ReaderPage[folio] = window.NumberOf(asked.Index / slots);
        state.ReaderSlot[folio] = asked.Index % slots;
        state.ReaderHead[folio] = index == 0 ? folio : None.Nobody;
        state.ReaderLive[folio] = livesAtBegin[actor] == lives[folio] && state.IsCompound(folio).IsTrue;
        state.GoTo(folio, ReaderPoints.Answered);
    }

    private void End(int folio)
    {
        state.GoTo(folio, ReaderPoints.Idle);
        state.ReaderLive[folio] = false;
        state.ReaderPage[folio] = None.Nobody;
        state.ReaderSlot[folio] = 0;
        state.ReaderHead[folio] = None.Nobody;
    }
}
