using System.Globalization;

namespace Vmemmap.Properties.Sequences;

/// <summary>Where a run of generated sequences starts: the same seed gives the same run, to the last step.</summary>
/// <param name="Value">FsCheck's seed.</param>
/// <param name="Gamma">FsCheck's increment, which must be odd.</param>
public readonly record struct Seed(ulong Value, ulong Gamma)
{
    /// <summary>Reads what <see cref="ToString"/> prints.</summary>
    /// <exception cref="FormatException">the text is no seed; the message says what one looks like.</exception>
    public static Seed Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [var value, var gamma]
            && ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
            && ulong.TryParse(gamma, NumberStyles.None, CultureInfo.InvariantCulture, out var g)
            && g % 2 == 1
                ? new(v, g)
                : throw new FormatException($"'{text}' is not a seed: a seed is two whole numbers with a colon between them, the second odd, such as 7919:104729.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Value}:{Gamma}";
}
