namespace Vmemmap.Verify.Hosting;

/// <summary>Finds the name that somebody meant who mistyped it.</summary>
internal static class Closest
{
    // Of so many characters one may be wrong.
    private const int CharactersForOneSlip = 4;

    /// <summary>The name that differs in the fewest characters, two neighbours that change places being one; null where each differs in too many, or where it is spelt like that.</summary>
    public static string? To(string name, IEnumerable<string> allowed)
    {
        var most = (name.Length + CharactersForOneSlip - 1) / CharactersForOneSlip;
        var near = allowed.Distinct().Select(other => (Name: other, Slips: Slips(name, other))).Where(other => other.Slips <= Math.Min(most, other.Name.Length - 1)).ToList();
        return near.Count == 0 ? null : near.MinBy(other => other.Slips).Name;
    }

    // Damerau and Levenshtein, restricted: characters that are missing, too many, wrong, or interchanged.
    private static int Slips(string one, string other)
    {
        var slips = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0 ? i + j : Least(i, j);
            }
        }
        return slips[one.Length, other.Length];

        int Least(int i, int j)
        {
            var isSame = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
            var least = Math.Min(slips[i - 1, j - 1] + (isSame ? 0 : 1), Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
            return i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] ? Math.Min(least, slips[i - 2, j - 2] + 1) : least;
        }
    }
}
