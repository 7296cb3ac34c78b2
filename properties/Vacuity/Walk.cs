using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Vacuity;

/// <summary>One part of the machine to search for witnesses.</summary>
/// <param name="Scope">sizes.</param>
/// <param name="Bounds">budgets, and steps left out on the way to a witness; they may still be what is witnessed.</param>
/// <param name="States">states after which the walk stops.</param>
public sealed record Walk(Scope Scope, Bounds Bounds, int States)
{
    /// <summary>The walks of a design, from near and wide to far and narrow.</summary>
    public static IReadOnlyList<Walk> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var (least, pages) = (design.SmallScope, design.Layout.KeptPages + 1);
        return
        [
            new(least with { Pages = pages, Frames = pages }, Bounds.Default with { BadFrames = 1 }, 20_000),
            new(least, Bounds.Default with { Without = ["read-compound-head", "frame-to-user", "pin"] }, 1_000_000),
        ];
    }
}
