namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Several things in one phrase.</summary>
internal static class Listing
{
    private const int Most = 4;

    /// <summary>All of a few, or the first, the last and how many.</summary>
    public static string Of(IEnumerable<string> things)
    {
        var all = things.ToList();
        return all.Count <= Most ? string.Join(", ", all) : $"{all[0]} .. {all[^1]} ({all.Count})";
    }
}
