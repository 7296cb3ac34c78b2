namespace Vmemmap.Model.Museum;

/// <summary>The claims of the literature on memory errors in hugepages, by their numbers. Numbers that are missing belong to claims of other matters, or to such as turned out to be another one's twin.</summary>
public static class Claims
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Claim> All { get; } = [.. ClaimsOfWhatIsNotGuaranteed.All, .. ClaimsFromReading.All, .. ClaimsOfMendedBugs.All];

    /// <summary>The one of that number, or null.</summary>
    public static Claim? Find(string number) => All.FirstOrDefault(claim => string.Equals(claim.Number, number, StringComparison.OrdinalIgnoreCase));
}
