using Vmemmap.Model.Logic;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Bench.Peers;

/// <summary>
/// The state of the abstract model that model checkers are compared on: pages are whole frames with one tag for their contents, an optimise or a
/// restore is one step, poison is recorded per vmemmap page.
/// </summary>
public sealed class AbstractState<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    /// <summary>A frame with contents of no meaning.</summary>
    public const int Garbage = 0;

    private static readonly Domain FrameNumber = new("frame", _ => 0, s => s.Frames - 1, Of: Frame);
    private static readonly Domain Contents = new("contents", _ => Garbage, s => 2 * s.Folios);

    public AbstractState(Scope scope, ITables<B, N> tables)
    {
        Scope = scope;
        Pte = tables.Numbers("pte", FrameNumber, [Folio, Page], empty: 0);
        Tag = tables.Numbers("tag", Contents, [Frame], empty: Garbage);
        Free = tables.Truths("free", [Frame]);
        Lent = tables.Truths("lent", [Frame]);
        Live = tables.Truths("live", [Folio]);
        Optimised = tables.Truths("opt", [Folio]);
        InUse = tables.Truths("use", [Folio]);
        HeadFlag = tables.Truths("hp", [Folio]);
        Record = tables.Truths("P", [Folio, Page]);
        PageFlag = tables.Truths("Q", [Folio, Page]);
        Failed = tables.Truths("G", [Folio, Page]);
    }

    public Scope Scope { get; }

    /// <summary>The frame that a vmemmap page is mapped to.</summary>
    public NumberTable<B, N> Pte { get; }

    /// <summary>What a frame holds: <see cref="Garbage"/>, or struct pages of a folio.</summary>
    public NumberTable<B, N> Tag { get; }

    /// <summary>The frame is with the buddy allocator.</summary>
    public TruthTable<B, N> Free { get; }

    /// <summary>The frame is with another user.</summary>
    public TruthTable<B, N> Lent { get; }

    /// <summary>The folio is a hugepage; else it is dissolved into ordinary pages.</summary>
    public TruthTable<B, N> Live { get; }

    public TruthTable<B, N> Optimised { get; }

    /// <summary>Taken into use; else free in the pool.</summary>
    public TruthTable<B, N> InUse { get; }

    /// <summary>The head says that some page of the hugepage is bad.</summary>
    public TruthTable<B, N> HeadFlag { get; }

    /// <summary>Of a hugepage: the pages recorded as bad.</summary>
    public TruthTable<B, N> Record { get; }

    /// <summary>Of a dissolved hugepage: the pages flagged as bad.</summary>
    public TruthTable<B, N> PageFlag { get; }

    /// <summary>Truth: the pages that failed.</summary>
    public TruthTable<B, N> Failed { get; }

    /// <summary>The contents of a frame that holds the head of a folio.</summary>
    public static N Head(N folio) => folio + folio + 1;

    /// <summary>The contents of a frame that holds tails of a folio.</summary>
    public static N Tail(N folio) => folio + folio + 2;

    /// <summary>The lowest free frame; the highest frame of all where none is free.</summary>
    public N LowestFree()
    {
        N lowest = Scope.Frames - 1;
        for (var f = Scope.Frames - 2; f >= 0; f--)
        {
            lowest = N.If(Free[f], f, lowest);
        }
        return lowest;
    }

    /// <summary>How many frames are free.</summary>
    public N FreeFrames() => Number(Scope.Frames, f => Free[f]);

    /// <summary>For how many values the condition holds.</summary>
    public static N Number(int count, Func<int, B> holds)
    {
        N number = 0;
        for (var value = 0; value < count; value++)
        {
            number += N.If(holds(value), 1, 0);
        }
        return number;
    }

    /// <summary>Does the condition hold for all values?</summary>
    public static B All(int count, Func<int, B> holds)
    {
        B all = true;
        for (var value = 0; value < count; value++)
        {
            all &= holds(value);
        }
        return all;
    }
}
