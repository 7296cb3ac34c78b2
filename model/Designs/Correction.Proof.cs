namespace Vmemmap.Model.Designs;

/// <content>What is said of one that changes nothing.</content>
public sealed partial record Correction
{
    private partial Exception ChangesNothing(Design design) =>
        new DesignException($"The correction '{Name}' changes nothing in {design}: its parts are {design.Parts}, its layout is {design.Layout}.");
}
