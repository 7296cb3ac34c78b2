namespace Vmemmap.Model.Kernel.Vmemmap;

/// <content>What holds where entries are broken before they are made.</content>
public sealed partial record SetPteOnArm64
{
    public override IEnumerable<Invariant<B, N>> Lemmas<B, N>(Outline outline) => !BreaksBeforeMake ? [] :
    [
        Invariant<B, N>.Lemma("no-older-translations", "No CPU holds an older translation at any time.",
            [Folio, Page, Frame], [],
            (s, x) => !s.Stale[x.Folio, x.Page, x.Frame]),
    ];
}
