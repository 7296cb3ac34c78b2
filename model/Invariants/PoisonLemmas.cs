using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Invariants;

/// <summary>Type and poison by control point. Most of it is true only of designs that keep a list of raw errors.</summary>
internal static class PoisonLemmas<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Invariant<B, N>> For(Design design)
    {
        yield return MappingLemmas<B, N>.Lemma("bad-frames-retired", "A bad frame is not free, and only bad frames are retired.",
            [Frame], [],
            (s, x) => (!s.FrameBad[x.Frame] | !(s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User))
                & (s.Owner[x.Frame] != Owner.Retired | s.FrameBad[x.Frame]));

        yield return MappingLemmas<B, N>.Lemma("lent-pages-are-plain", "Base pages are with users of their own only where there is no hugepage.",
            [Folio, Page, Slot], [new(3, (s, x) => s.Lent[x.Folio, x.Page, x.Slot])],
            (s, x) => s.Stage[x.Folio] == Stage.Plain);

        yield return MappingLemmas<B, N>.Lemma("type-by-stage", "The control point tells whether the folio has the hugetlb type.",
            [Folio], [],
            design.TypeBeforeOptimise && design.TypeUntilRestored ? TypedThroughout : TypedInPool);

        if (design.Memory == FailureRule.RawList)
        {
            foreach (var lemma in RawList)
            {
                yield return lemma;
            }
        }
        else
        {
            yield return MappingLemmas<B, N>.Lemma("nothing-leaked", "Without a list of raw errors no hugepage is leaked.",
                [Folio], [],
                (s, x) => s.Stage[x.Folio] != Stage.Leaked);
        }
    }

    // Typed before the first tail is shared and until the last one has its own frame again.
    private static B TypedThroughout(State<B, N> s, At<N> x)
    {
        var stage = s.Stage[x.Folio];
        var typed = s.Hugetlb[x.Folio];
        var never = stage <= Stage.Destroying | stage == Stage.MovingPoison;
        return (typed | never | stage == Stage.Prepared) & !(typed & never);
    }

    private static B TypedInPool(State<B, N> s, At<N> x)
    {
        var stage = s.Stage[x.Folio];
        var typed = s.Hugetlb[x.Folio];
        return (typed | !(stage == Stage.Pool | stage == Stage.InUse))
            & (!typed | (stage >= Stage.Finishing & stage <= Stage.InUse));
    }

    private static IEnumerable<Invariant<B, N>> RawList =>
    [
        MappingLemmas<B, N>.Lemma("errors-recorded", "Every error that memory failure is done with is in the list, or on its own struct page, or the list is unreliable.",
            [Folio, Page, Slot],
            [new(3, (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot))],
            (s, x) => (s.Hugetlb[x.Folio] & (s.RawList[x.Folio, x.Page, x.Slot] | s.Unreliable[x.Folio]))
                | (!s.Hugetlb[x.Folio]
                    & (s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] | (s.Stage[x.Folio] == Stage.MovingPoison & s.RawList[x.Folio, x.Page, x.Slot])))),

        MappingLemmas<B, N>.Lemma("list-names-bad-pages", "The list names bad pages only, and exists only while it is needed.",
            [Folio, Page, Slot], [new(3, (s, x) => s.RawList[x.Folio, x.Page, x.Slot])],
            (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & (s.Stage[x.Folio] == Stage.MovingPoison | s.PgHwpoison[s.HeadFrame(x.Folio), 0])
                & (s.Hugetlb[x.Folio] | s.Stage[x.Folio] == Stage.MovingPoison)),

        MappingLemmas<B, N>.Lemma("unreliable-is-flagged", "A hugepage with an unreliable list keeps its type and the flag of its head.",
            [Folio], [new(1, (s, x) => s.Unreliable[x.Folio])],
            (s, x) => s.Hugetlb[x.Folio] & s.PgHwpoison[s.HeadFrame(x.Folio), 0]),

        MappingLemmas<B, N>.Lemma("only-heads-flagged", "While the folio is hugetlb no struct page but its head carries the flag.",
            [Frame, Slot],
            [new(2, (s, x) => s.Hugetlb[s.OwnerFolio[x.Frame]] & ContentLemmas<B, N>.HoldsStructPages(s, x.Frame) & s.PgHwpoison[x.Frame, x.Slot])],
            (s, x) => x.Slot == 0 & ContentLemmas<B, N>.BeginsWithHead(s, x.Frame)),

        MappingLemmas<B, N>.Lemma("flags-of-bad-pages", "Without the type only bad pages carry the flag.",
            [Folio, Page, Slot],
            [new(3, (s, x) => !s.Hugetlb[x.Folio] & s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot])],
            (s, x) => s.Bad[x.Folio, x.Page, x.Slot]),

        MappingLemmas<B, N>.Lemma("leaked-is-unreliable", "Only a hugepage whose errors are not known is leaked.",
            [Folio], [new(1, (s, x) => s.Stage[x.Folio] == Stage.Leaked)],
            (s, x) => s.Unreliable[x.Folio]),

        MappingLemmas<B, N>.Lemma("no-stray-store", "No store went astray.",
            [Folio], [],
            (s, x) => !s.StrayStore[x.Folio]),

        MappingLemmas<B, N>.Lemma("users-of-bad-pages-told", "Whoever has a bad page was told.",
            [Folio, Page, Slot],
            [new(3, (s, x) => s.Bad[x.Folio, x.Page, x.Slot] & !s.IsBeingReported(x.Folio, x.Page, x.Slot)
                & (s.Stage[x.Folio] == Stage.InUse | s.Lent[x.Folio, x.Page, x.Slot]))],
            (s, x) => s.Struck[x.Folio, x.Page, x.Slot]),
    ];
}
