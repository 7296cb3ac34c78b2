namespace Vmemmap.Model.Designs;

/// <summary>One change of a design that helps a property to hold: it can be taken away alone, to see what it is for.</summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Says">what changes, for a maintainer, with the commit that it comes from; "ours" where there is none.</param>
/// <param name="Of">parts and layout with the change; the same where there is nothing to change.</param>
public sealed partial record Correction(string Name, string Says, Func<Design, Design> Of)
{
    /// <summary>A change of parts only.</summary>
    public static Correction OfParts(string name, string says, Func<PartList, PartList> of) => new(name, says, design => design with { Parts = of(design.Parts) });

    /// <summary>A change of the layout only.</summary>
    public static Correction OfLayout(string name, string says, Func<Layout, Layout> of) => new(name, says, design => design with { Layout = of(design.Layout) });

    /// <summary>Is there anything in the design that it changes?</summary>
    public bool AppliesTo(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var changed = Of(design);
        return changed.Layout != design.Layout || !changed.Parts.SequenceEqual(design.Parts);
    }

    /// <summary>The design with the change.</summary>
    /// <exception cref="DesignException">there is nothing to change. The message is one sentence.</exception>
    public Design In(Design design) => AppliesTo(design)
        ? Of(design)
        : throw ChangesNothing(design);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private partial Exception ChangesNothing(Design design);
}
