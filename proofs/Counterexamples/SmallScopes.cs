using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>The fixed scopes in which a counterexample to induction is looked for.</summary>
public static class SmallScopes
{
    /// <summary>Smallest first: one shared page; every step possible; a frame more; a page and two struct pages more; two hugepages.</summary>
    public static IReadOnlyList<Scope> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var (every, spare) = (design.SmallScope, design.SmallScope.Frames - design.SmallScope.Pages);
        var least = design.Layout.KeptPages + 1;
        var one = every with { Pages = least, Frames = least + spare, PagesPerTable = Math.Min(every.PagesPerTable, least) };
        return
        [
            .. new[]
            {
                one,
                every,
                every with { Frames = every.Frames + 1 },
                every with { Pages = every.Pages + 1, Slots = 4, Frames = every.Frames + 2, PagesPerTable = every.PagesPerTable + (every.PagesPerTable == every.Pages ? 1 : 0) },
                one with { Folios = 2, Frames = 2 * least + spare + 1 },
            }.Distinct(),
        ];
    }
}
