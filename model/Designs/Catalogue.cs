namespace Vmemmap.Model.Designs;

/// <summary>All designs, oldest first.</summary>
public static class Catalogue
{
    /// <summary>The list that the table of verdicts shows.</summary>
    public static IReadOnlyList<Design> All { get; } = [Rfc2020.Design, ListV3.Design, Linux514.Design, Linux518.Design, Linux518Pmd.Design, Linux61.Design, Linux61Pmd.Design, Linux61Unpoison.Design, Linux62.Design, Linux62Arm64.Design, Linux66.Design, Linux67.Design, Linux67S390.Design, Linux612.Design, Linux612118.Design, Linux614.Design, Linux615.Design, Linux617.Design, Linux71.Design, Linux72.Design, Linux73.Design, Dax519.Design, DaxNext.Design, Corrected.Design, CorrectedUnpoison.Design, CorrectedSoftOffline.Design, CorrectedPool.Design, CorrectedUnchecked.Design, Corrected518.Design];

    /// <summary>The design of that name, or null.</summary>
    public static Design? Find(string name) => All.FirstOrDefault(d => d.Name == name);

    /// <summary>The newest kernel among designs, for who asks for no release: what is called so in none, or mended, is nobody's system. Where no kernel is among them, the last.</summary>
    /// <param name="designs">the designs, oldest first.</param>
    public static Design Newest(IReadOnlyList<Design> designs)
    {
        ArgumentNullException.ThrowIfNull(designs);
        return designs.LastOrDefault(design => design.Name.StartsWith("linux-", StringComparison.Ordinal)) ?? designs[^1];
    }
}
