using System.Globalization;

namespace Vmemmap.Verify.Page;

/// <summary>Numbers as the page writes them.</summary>
internal static class Figures
{
    private const int Thousand = 1000;

    /// <summary>All digits, in threes.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>In a few characters: 812, 3.4k, 120k, 1.2M.</summary>
    public static string Short(long number) => number switch
    {
        < Thousand => $"{number}",
        < Thousand * Thousand => $"{Round((double)number / Thousand)}k",
        _ => $"{Round((double)number / Thousand / Thousand)}M",
    };

    /// <summary>A length in a drawing.</summary>
    public static string At(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Round(double number) => number.ToString(number < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
