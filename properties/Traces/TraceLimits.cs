using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Traces;

/// <summary>What a trace may have, so that it can be replayed and told at all: some ten times what any engine here walks or generates.</summary>
public static class TraceLimits
{
    /// <summary>Bytes of a saved trace.</summary>
    public const int Bytes = 8 << 20;

    /// <summary>Steps of a trace.</summary>
    public const int Steps = 50_000;

    /// <summary>Anything that a scope counts.</summary>
    public const int Sizes = 10_000;

    /// <summary>Struct pages, and translations of vmemmap pages to frames, in all hugepages together.</summary>
    public const int Cells = 100_000;

    /// <summary>One sentence on what is too large in a scope, or null.</summary>
    internal static string? Problem(Scope scope)
    {
        var sizes = new[] { ("folios", scope.Folios), ("pages", scope.Pages), ("slots", scope.Slots), ("frames", scope.Frames), ("pins", scope.Pins), ("pagesPerTable", scope.PagesPerTable), ("fromMemblock", scope.FromMemblock), ("foliosPerTable", scope.FoliosPerTable) };
        if (sizes.FirstOrDefault(size => size.Item2 is < 0 or > Sizes) is ({ } field, var value))
        {
            return $"In scope the field '{field}' is {value}, but it must be from 0 to {Sizes}.";
        }
        var cells = (long)scope.Folios * scope.Pages * ((long)scope.Slots + scope.Frames);
        return cells <= Cells ? null : $"The scope is too large: {cells} struct pages and translations, where at most {Cells} can be replayed.";
    }
}
