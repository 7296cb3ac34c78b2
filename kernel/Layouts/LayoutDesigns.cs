using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Layouts;

/// <summary>The designs that only <c>verify source</c> knows: they are no rows of the catalogue, as there is nothing to prove of them.</summary>
public static class LayoutDesigns
{
    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<Design> All { get; } = [Linux72.Design];

    /// <summary>The design of that name, or null.</summary>
    public static Design? Find(string name) => All.FirstOrDefault(design => design.Name == name);

    /// <summary>Only its layout is written down.</summary>
    public static bool Has(Design design) => All.Contains(design);
}
