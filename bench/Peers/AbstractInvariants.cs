using Vmemmap.Model.Logic;
using static Vmemmap.Model.Logic.Index;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Bench.Peers;

/// <summary>What must hold in every state of the abstract model.</summary>
public static class AbstractInvariants<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IReadOnlyList<(string Name, IReadOnlyList<Index> Indices, Func<AbstractState<B, N>, At<N>, B> Holds)> All(int kept) =>
    [
        ("I1", [Folio, Page], (s, x) =>
        {
            var showsHead = x.Page == 0 | (kept == 1 ? s.Optimised[x.Folio] : false);
            return s.Tag[s.Pte[x.Folio, x.Page]]
                == N.If(showsHead, AbstractState<B, N>.Head(x.Folio), AbstractState<B, N>.Tail(x.Folio));
        }),
        ("I2", [Folio, Page], (s, x) =>
        {
            var frame = s.Pte[x.Folio, x.Page];
            return !s.Free[frame] & !s.Lent[frame] & (s.Live[x.Folio] | !s.Optimised[x.Folio])
                & AbstractState<B, N>.All(s.Scope.Folios * s.Scope.Pages, other =>
                {
                    var (h, v) = (other / s.Scope.Pages, other % s.Scope.Pages);
                    var isSame = frame == s.Pte[h, v];
                    var mayBeSame = x.Folio == h & (x.Page == v | (s.Optimised[h] & x.Page >= kept - 1 & v >= kept - 1));
                    var mustBeSame = x.Folio == h & s.Optimised[h] & x.Page >= kept - 1 & v >= kept - 1;
                    return (!isSame | mayBeSame) & (isSame | !mustBeSame);
                });
        }),
        ("I3", [], (s, _) =>
        {
            var shared = AbstractState<B, N>.Number(s.Scope.Folios, h => s.Optimised[h]);
            N mapped = s.Scope.Folios * s.Scope.Pages;
            for (var v = kept; v < s.Scope.Pages; v++)
            {
                mapped -= shared;
            }
            return AbstractState<B, N>.All(s.Scope.Frames, f => !(s.Free[f] & s.Lent[f]))
                & mapped + s.FreeFrames() + AbstractState<B, N>.Number(s.Scope.Frames, f => s.Lent[f]) == s.Scope.Frames;
        }),
        ("I4", [Folio, Page], (s, x) =>
        {
            var (live, failed) = (s.Live[x.Folio], s.Failed[x.Folio, x.Page]);
            return s.Record[x.Folio, x.Page] == (live & failed) & s.PageFlag[x.Folio, x.Page] == (!live & failed);
        }),
        ("I5", [Folio], (s, x) =>
        {
            var anyFailed = !AbstractState<B, N>.All(s.Scope.Pages, v => !s.Failed[x.Folio, v]);
            var live = s.Live[x.Folio];
            return s.HeadFlag[x.Folio] == (live & anyFailed) & (live | !s.InUse[x.Folio]);
        }),
    ];
}
