namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds where entries are changed so.</content>
public sealed partial record BreakBeforeMake
{
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => !BreaksBeforeMake ? [] :
    [
        Invariant<B, N>.Lemma("no-older-translations", "No CPU holds an older translation at any time.",
            [Folio, Page, Frame], [],
            (s, x) => !s.Stale[x.Folio, x.Page, x.Frame]),
    ];
}
