using System.Globalization;

namespace Vmemmap.Verify.Hosting;

/// <summary>A number of things in words.</summary>
internal static class Counted
{
    /// <summary>So many of them: "1 step", "6 steps".</summary>
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
