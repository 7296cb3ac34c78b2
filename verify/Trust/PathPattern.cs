using System.Text.RegularExpressions;

namespace Vmemmap.Verify.Trust;

/// <summary>
/// Which files are meant: a path in the repository in which <c>**</c> stands for any folders, also none, and <c>*</c> for any characters of one name.
/// <c>model/Kernel/**/*.cs</c> is every file below the folder, <c>**/*.Proof.cs</c> every file of that ending.
/// </summary>
public static class PathPattern
{
    /// <summary>Is the path one of those meant?</summary>
    /// <param name="pattern">the pattern.</param>
    /// <param name="path">with forward slashes.</param>
    public static bool Matches(string pattern, string path)
    {
        var expression = Regex.Escape(pattern).Replace(@"\*\*/", "(.+/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return Regex.IsMatch(path, $"^{expression}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
