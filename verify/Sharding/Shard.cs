using System.Globalization;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Sharding;

/// <summary>
/// One of so many parts of the work. Parts are of whole designs, since one proof of a design's lemmas gives all its verdicts; what a design costs is the number of
/// proofs: its own, and one for each set of corrections that its refutations hold with, as these take most of the time.
/// </summary>
/// <param name="Number">which, from 1.</param>
/// <param name="Count">of how many.</param>
internal sealed record Shard(int Number, int Count)
{
    private const int Most = 999;

    /// <summary>Reads <c>2/8</c>.</summary>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static Shard Of(string text) =>
        text.Split('/') is [var first, var second] && Numbered(first) is { } number && Numbered(second) is { } count && number <= count
            ? new(number, count)
            : throw new UserErrorException($"--shard is '{text}', but it must be as 2/8: a number, and of how many, from 1 to {Most}.");

    /// <summary>The designs of this part, in their order: the dearest first, each to the part that has least. It depends on nothing but the designs.</summary>
    public IReadOnlyList<Design> Of(IReadOnlyList<Design> designs)
    {
        var costs = new int[Count];
        List<Design> mine = [];
        foreach (var design in designs.OrderByDescending(CostOf))
        {
            var least = Array.IndexOf(costs, costs.Min());
            costs[least] += CostOf(design);
            if (least == Number - 1)
            {
                mine.Add(design);
            }
        }
        return [.. designs.Where(mine.Contains)];
    }

    /// <summary>How many proofs the verdicts on a design take.</summary>
    public static int CostOf(Design design) =>
        1 + design.Refuted.Where(refuted => refuted.Remedy.Count > 0).Select(refuted => string.Join(' ', refuted.Remedy)).Distinct().Count();

    /// <inheritdoc/>
    public override string ToString() => $"{Number}/{Count}";

    private static int? Numbered(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;
}
