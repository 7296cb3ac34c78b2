using System.Globalization;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>A number of things in words.</summary>
public static class Counted
{
    /// <summary>So many of them: "1 step", "6 steps".</summary>
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
