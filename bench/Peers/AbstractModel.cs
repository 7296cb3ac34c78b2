using Vmemmap.Model.Logic;
using static Vmemmap.Model.Logic.Index;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Bench.Peers;

/// <summary>Seeded bugs of the abstract model.</summary>
public enum AbstractBug
{
    None,

    /// <summary>A restore leaves out the last vmemmap page.</summary>
    SkipLast,

    /// <summary>A restore begins with one frame too few and ends early.</summary>
    ShortAllocation,

    /// <summary>An error of an optimised hugepage is recorded for the page that owns the shared frame.</summary>
    PoisonInSharedFrame,

    /// <summary>A hugepage is made of pages that are flagged as bad.</summary>
    RecreatePoisoned,
}

/// <summary>The abstract model, in the vocabulary of this project.</summary>
/// <param name="folios">H: hugepages.</param>
/// <param name="pages">V: vmemmap pages of each.</param>
/// <param name="kept">K: frames that an optimise keeps.</param>
/// <param name="errors">errors that may happen in all.</param>
/// <param name="bug">a seeded bug.</param>
public sealed class AbstractModel<B, N>(int folios, int pages, int kept, int errors, AbstractBug bug = AbstractBug.None)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public Scope Scope { get; } = new(folios, pages, Slots: 2, Frames: folios * pages + 1, Pins: 0);

    public IEnumerable<AbstractStep<B, N>> Steps =>
    [
        new("Optimize", [Folio], (s, x) => [IsHugepage(s, x), IsInPool(s, x), ("not optimised", !s.Optimised[x.Folio])], Optimise),
        new("Restore", [Folio], (s, x) => [IsHugepage(s, x), IsInPool(s, x), ("optimised", s.Optimised[x.Folio]), ("enough frames", HasFrames(s))],
            (s, x) => Restore(s, x.Folio, true)),
        new("Alloc", [Folio], (s, x) => [IsHugepage(s, x), IsInPool(s, x), ("not flagged", !s.HeadFlag[x.Folio])], (s, x) => s.InUse[x.Folio] = true),
        new("Free", [Folio], (s, x) => [IsHugepage(s, x), ("in use", s.InUse[x.Folio])], (s, x) => s.InUse[x.Folio] = false),
        new("MemFail", [Folio, Page], (s, x) => [("has not failed", !s.Failed[x.Folio, x.Page]), ("errors left", IsWithinBudget(s))], Fail),
        new("Dissolve", [Folio], (s, x) => [IsHugepage(s, x), IsInPool(s, x), ("enough frames", !s.Optimised[x.Folio] | HasFrames(s))], Dissolve),
        new("Recreate", [Folio], (s, x) => [("dissolved", !s.Live[x.Folio]), ("no page flagged", IsUnflagged(s, x.Folio))], Recreate),
        new("Lend", [], (s, _) => [("a free frame", s.FreeFrames() > 0)], Lend),
        new("Return", [Frame], (s, x) => [("lent", s.Lent[x.Frame])], (s, x) =>
        {
            s.Lent[x.Frame] = false;
            s.Free[x.Frame] = true;
        }),
    ];

    private static (string, B) IsHugepage(AbstractState<B, N> s, At<N> x) => ("a hugepage", s.Live[x.Folio]);

    private static (string, B) IsInPool(AbstractState<B, N> s, At<N> x) => ("not in use", !s.InUse[x.Folio]);

    private B HasFrames(AbstractState<B, N> s) => s.FreeFrames() >= pages - kept - (bug == AbstractBug.ShortAllocation ? 1 : 0);

    private B IsWithinBudget(AbstractState<B, N> s)
    {
        if (errors >= folios * pages)
        {
            return true;
        }
        return AbstractState<B, N>.Number(folios * pages, i => s.Failed[i / pages, i % pages]) < errors;
    }

    private B IsUnflagged(AbstractState<B, N> s, N h) => bug == AbstractBug.RecreatePoisoned ? true : AbstractState<B, N>.All(pages, v => !s.PageFlag[h, v]);

    private void Optimise(AbstractState<B, N> s, At<N> x)
    {
        for (var v = kept; v < pages; v++)
        {
            s.Free[s.Pte[x.Folio, v]] = true;
            s.Pte[x.Folio, v] = s.Pte[x.Folio, kept - 1];
        }
        s.Optimised[x.Folio] = true;
    }

    // Only where `applies`: the vocabulary has no branches, so what does not apply is assigned what it is.
    private void Restore(AbstractState<B, N> s, N h, B applies)
    {
        for (var v = kept; v < pages - (bug == AbstractBug.SkipLast ? 1 : 0); v++)
        {
            var goesOn = bug == AbstractBug.ShortAllocation ? applies & s.FreeFrames() > 0 : applies;
            var frame = s.LowestFree();
            s.Free[frame] = s.Free[frame] & !goesOn;
            s.Pte[h, v] = N.If(goesOn, frame, s.Pte[h, v]);
            s.Tag[frame] = N.If(goesOn, AbstractState<B, N>.Tail(h), s.Tag[frame]);
        }
        s.Optimised[h] = s.Optimised[h] & !applies;
    }

    private void Fail(AbstractState<B, N> s, At<N> x)
    {
        var (h, live) = (x.Folio, s.Live[x.Folio]);
        var isShared = bug == AbstractBug.PoisonInSharedFrame ? s.Optimised[h] & x.Page >= kept : false;
        var page = N.If(isShared, kept - 1, x.Page);
        s.Failed[h, x.Page] = true;
        s.Record[h, page] = s.Record[h, page] | live;
        s.HeadFlag[h] = s.HeadFlag[h] | live;
        s.PageFlag[h, x.Page] = s.PageFlag[h, x.Page] | !live;
    }

    private void Dissolve(AbstractState<B, N> s, At<N> x)
    {
        Restore(s, x.Folio, s.Optimised[x.Folio]);
        for (var v = 0; v < pages; v++)
        {
            s.PageFlag[x.Folio, v] = s.Record[x.Folio, v];
        }
        s.Record.Fill(x.Folio, false);
        s.HeadFlag[x.Folio] = false;
        s.Live[x.Folio] = false;
    }

    private void Recreate(AbstractState<B, N> s, At<N> x)
    {
        s.Live[x.Folio] = true;
        for (var v = 0; v < pages; v++)
        {
            s.Tag[s.Pte[x.Folio, v]] = v == 0 ? AbstractState<B, N>.Head(x.Folio) : AbstractState<B, N>.Tail(x.Folio);
        }
        if (bug == AbstractBug.RecreatePoisoned)
        {
            s.PageFlag.Fill(x.Folio, false);
        }
    }

    private static void Lend(AbstractState<B, N> s, At<N> x)
    {
        var frame = s.LowestFree();
        s.Free[frame] = false;
        s.Lent[frame] = true;
        s.Tag[frame] = AbstractState<B, N>.Garbage;
    }
}

/// <summary>A step of the abstract model.</summary>
public sealed record AbstractStep<B, N>(
    string Name, IReadOnlyList<Index> Parameters, Func<AbstractState<B, N>, At<N>, IReadOnlyList<(string Name, B Holds)>> Guard, Action<AbstractState<B, N>, At<N>> Effect)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>;
