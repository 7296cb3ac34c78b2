using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Exploration;

/// <summary>Where the counterexamples that a design is known for are looked for.</summary>
/// <param name="Scope">sizes.</param>
/// <param name="Bounds">the part of the machine that is walked.</param>
/// <param name="Invariants">what is looked for there.</param>
public sealed record Search(Scope Scope, Bounds Bounds, IReadOnlySet<string> Invariants)
{
    /// <summary>The searches of a design: one for all refutations that can do without the same steps. One that does without none comes first, for what nobody expects.</summary>
    public static IReadOnlyList<Search> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var byPlace = design.Refuted.ToLookup(refuted => (Scope: design.ScopeOf(refuted), refuted.Errors, Without: string.Join(' ', refuted.Without)));
        var first = (design.SmallScope, Bounds.Default.Errors, "");
        return
        [
            new(design.SmallScope, Bounds.Default, NamesOf(byPlace[first])),
            .. byPlace.Where(alike => alike.Key != first).Select(alike => new Search(alike.Key.Scope, Bounds.Default with { Errors = alike.Key.Errors, Without = alike.First().Without }, NamesOf(alike))),
        ];
    }

    private static HashSet<string> NamesOf(IEnumerable<Expectation> refuted) => [.. refuted.Select(expectation => expectation.Invariant)];
}
