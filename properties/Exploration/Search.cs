using Vmemmap.Model;
using Vmemmap.Model.Designs;

namespace Vmemmap.Properties.Exploration;

/// <summary>Where the counterexamples that a design is known for are looked for.</summary>
/// <param name="Bounds">the part of the machine that is walked.</param>
/// <param name="Invariants">what is looked for there.</param>
public sealed record Search(Bounds Bounds, IReadOnlySet<string> Invariants)
{
    /// <summary>The searches of a design: one for all refutations that can do without the same steps. One that does without none comes first, for what nobody expects.</summary>
    public static IReadOnlyList<Search> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var byWithout = design.Refuted.ToLookup(refuted => string.Join(' ', refuted.Without));
        return
        [
            new(Bounds.Default, NamesOf(byWithout[""])),
            .. byWithout.Where(alike => alike.Key.Length > 0).Select(alike => new Search(Bounds.Default with { Without = alike.First().Without }, NamesOf(alike))),
        ];
    }

    private static HashSet<string> NamesOf(IEnumerable<Expectation> refuted) => [.. refuted.Select(expectation => expectation.Invariant)];
}
