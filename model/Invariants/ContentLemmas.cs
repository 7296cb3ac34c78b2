using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Invariants;

/// <summary>What the frames of a hugepage hold while it is one.</summary>
internal static class ContentLemmas<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> All =>
    [
        MappingLemmas<B, N>.Lemma("struct-pages-of-hugepage", "A frame of a hugepage holds a head and tails, or tails only, all of that hugepage.",
            [Frame, Slot], [new(1, (s, x) => HoldsStructPages(s, x.Frame))],
            (s, x) =>
            {
                var isHead = x.Slot == 0 & BeginsWithHead(s, x.Frame);
                return s.PgHead[x.Frame, x.Slot] == isHead
                    & s.CompoundHead[x.Frame, x.Slot] == N.If(isHead, None.Nobody, s.OwnerFolio[x.Frame]);
            }),

        MappingLemmas<B, N>.Lemma("tails-are-clean", "Only the struct pages that carry the folio's data, and copies of them not yet reset, are not clean tails.",
            [Frame, Slot], [new(1, (s, x) => HoldsStructPages(s, x.Frame))],
            (s, x) =>
            {
                var h = s.OwnerFolio[x.Frame];
                var isHeadPage = s.Owner[x.Frame] == Owner.Vmemmap & s.OwnerIndex[x.Frame] == 0;
                var toBeReset = IsBeingFilled(s, x.Frame) & x.Slot >= s.Reset[h] & x.Slot < s.ResetCount;
                return (s.Metadata[x.Frame, x.Slot] == N.If(isHeadPage & x.Slot == s.SpecialSlot, h, None.Nobody) | toBeReset)
                    & (s.Refcount[x.Frame, x.Slot] == 0 | (isHeadPage & x.Slot == 0) | toBeReset);
            }),

        MappingLemmas<B, N>.Lemma("references-counted", "In use, the count is that of the user and the pins; else only the operation itself may hold a reference.",
            [Folio], [],
            (s, x) =>
            {
                var count = s.Refcount[s.HeadFrame(x.Folio), 0];
                var held = N.If(s.UserHolds[x.Folio], 1, 0) + s.PinCount[x.Folio];
                var isInUse = s.Stage[x.Folio] == Stage.InUse;
                var isPool = s.Stage[x.Folio] == Stage.Pool;
                var isWritten = s.IsCompound(x.Folio) | (s.Stage[x.Folio] == Stage.Preparing & s.Cursor[x.Folio] > 0);
                var mustBeZero = s.Design.FrozenWhileRemapped ? isWritten : isPool;
                return !s.LostReference[x.Folio] & s.PinCount[x.Folio] >= 0
                    & (!isInUse | (count == held & held >= 1))
                    & (isInUse | (held == 0 & (!mustBeZero | count == 0)));
            }),

        MappingLemmas<B, N>.Lemma("pins-in-range", "A pin names a struct page of the folio.",
            [Folio, Pin], [new(2, (s, x) => x.Pin < s.PinCount[x.Folio])],
            (s, x) => InRange(s, s.PinPage[x.Folio, x.Pin], s.PinSlot[x.Folio, x.Pin])),

        MappingLemmas<B, N>.Lemma("raw-page-in-range", "The error that dissolve was told of is one of the folio.",
            [Folio], [new(1, (s, x) => s.RawPage[x.Folio] != None.Nobody)],
            (s, x) => InRange(s, s.RawPage[x.Folio], s.RawSlot[x.Folio])),

        MappingLemmas<B, N>.Lemma("failure-of-bad-page", "Memory failure works on a bad base page of a folio.",
            [], [new(0, (s, _) => s.FailureStage.Value != Failure.Idle)],
            (s, _) => s.FailureFolio.Value >= 0 & InRange(s, s.FailurePage.Value, s.FailureSlot.Value)
                & s.Bad[s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value]),

        MappingLemmas<B, N>.Lemma("reader-in-range", "The reader asks about a struct page of its folio, and a lookup that goes on is of a page-aligned one.",
            [Folio], [new(1, (s, x) => s.ReaderStage[x.Folio] != Reader.Idle)],
            (s, x) => InRange(s, s.ReaderPage[x.Folio], s.ReaderSlot[x.Folio])
                & (!s.ReaderLive[x.Folio] | s.IsCompound(x.Folio))
                & (s.ReaderStage[x.Folio] == Reader.Answered | s.ReaderSlot[x.Folio] == 0)),
    ];

    /// <summary>Holds for every rule but the one of v5.18, whose test of PG_head can come too late.</summary>
    public static Invariant<B, N> ReaderAnswer { get; } =
        MappingLemmas<B, N>.Lemma("reader-answer", "A reader whose folio has been one hugepage all the time has the right answer.",
            [Folio], [new(1, (s, x) => s.ReaderStage[x.Folio] == Reader.Answered & s.ReaderLive[x.Folio])],
            (s, x) => s.ReaderHead[x.Folio] == x.Folio);

    /// <summary>The frame belongs to a hugepage and its contents are those of struct pages: mapped, collected after having been mapped, or being filled.</summary>
    public static B HoldsStructPages(State<B, N> s, N frame)
    {
        var (h, i, owner) = (s.OwnerFolio[frame], s.OwnerIndex[frame], s.Owner[frame]);
        var stage = s.Stage[h];
        var isPrepared = s.IsCompound(h) | (stage == Stage.Preparing & i < s.Cursor[h]);
        var wasMapped = stage == Stage.Remapping | stage == Stage.FreeingTails | stage == Stage.RollingBack;
        return (owner == Owner.Vmemmap & isPrepared) | (owner == Owner.Collected & wasMapped) | IsBeingFilled(s, frame);
    }

    /// <summary>The frame's first struct page is a head: the real one, or its copy before the reset.</summary>
    public static B BeginsWithHead(State<B, N> s, N frame)
    {
        var isHeadPage = s.Owner[frame] == Owner.Vmemmap & s.OwnerIndex[frame] == 0;
        return s.Design.ResetsCopies ? isHeadPage | (IsBeingFilled(s, frame) & s.Reset[s.OwnerFolio[frame]] == 0) : isHeadPage;
    }

    private static B IsBeingFilled(State<B, N> s, N frame)
    {
        var h = s.OwnerFolio[frame];
        return s.Owner[frame] == Owner.Collected & s.IsFilling(h) & s.OwnerIndex[frame] == s.ListLength[h] - 1;
    }

    private static B InRange(State<B, N> s, N page, N slot) => page >= 0 & page < s.Pages & slot >= 0 & slot < s.Slots;
}
