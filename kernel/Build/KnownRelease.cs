namespace Vmemmap.Kernel.Build;

/// <summary>Releases whose code the harness knows how to call, and what it is taken for.</summary>
/// <param name="Version">as in the Makefile.</param>
/// <param name="PatchLevel">as in the Makefile.</param>
/// <param name="FirstSublevel">the first stable update that it is true of, up to that of the next entry.</param>
/// <param name="Design">the design.</param>
/// <param name="TriedWith">the release that was tried.</param>
internal sealed record KnownRelease(int Version, int PatchLevel, int FirstSublevel, string Design, string TriedWith)
{
    // What differs between them stands in source/version.h.
    private static readonly KnownRelease[] All =
    [
        new(6, 1, 0, "linux-6.1", "6.1.192"),
        new(6, 12, 0, "linux-6.12", "6.12.113"),

        // The stable updates took half of the series of v7.1: the walk, not the tails of their own.
        new(6, 12, 115, "linux-6.12.118", "6.12.118"),
        new(7, 2, 0, "linux-7.2", "7.2.13"),
        new(7, 3, 0, "linux-7.2", "7.3.4"),
    ];

    /// <summary>The entry of a release.</summary>
    /// <exception cref="BuildException">There is none: the message names the nearest.</exception>
    public static KnownRelease Of(int version, int patchLevel, int sublevel)
    {
        if (Array.FindLast(All, known => (known.Version, known.PatchLevel) == (version, patchLevel) && known.FirstSublevel <= sublevel) is { } found)
        {
            return found;
        }
        var nearest = All.MinBy(known => Math.Abs(NumberOf(known.Version, known.PatchLevel) - NumberOf(version, patchLevel)))!;
        throw new BuildException(
            $"The code of {version}.{patchLevel}.{sublevel} calls what the harness has not: it can be built for {string.Join(", ", All.Select(known => known.TriedWith))} and their stable series; the nearest is {nearest.TriedWith}.");
    }

    // In the order in which they came.
    private static int NumberOf(int version, int patchLevel) => version * 100 + patchLevel;
}
