using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration;

namespace Vmemmap.Properties.Vacuity;

/// <summary>One part of the machine to search for witnesses.</summary>
/// <param name="Scope">sizes.</param>
/// <param name="Bounds">budgets, and steps left out on the way to a witness; they may still be what is witnessed.</param>
/// <param name="States">states after which the walk stops.</param>
public sealed record Walk(Scope Scope, Bounds Bounds, int States)
{
    private static IReadOnlyList<string> Alone { get; } = [.. Bystanders.Lookers, .. Bystanders.Users, .. Bystanders.Failures];

    /// <summary>The walks of a design, from near and wide to far and narrow.</summary>
    public static IReadOnlyList<Walk> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var (least, pages) = (design.SmallScope, design.Layout.KeptPages + 1);
        var oneTail = least with { Pages = pages, Frames = pages + design.Parts.Where(part => part.NeedsSpareFrames).Sum(part => part.SpareFrames) };
        return
        [
            new(oneTail, Bounds.Default with { BadFrames = 1 }, 20_000),
            // Somebody else holds the last reference: a driver beside memory failure, or a walker, without it or beside it.
            new(oneTail, Without(["read-compound-head", .. Bystanders.Users, .. Bystanders.Walkers]), 200_000),
            new(oneTail, Without(Alone), 200_000),
            new(oneTail, Without([.. Bystanders.Lookers, .. Bystanders.Users]), 200_000),
            .. design.Shape.BeginsInMemblock ? SinceBoot(oneTail, least) : [],
            .. design.Layout.IsTailOfZone && !design.Shape.IsOfDevice ? [OfTwo(oneTail)] : Array.Empty<Walk>(),
            .. design.OtherBeginnings.Select(other => new Walk(other, Without(Alone), 100_000)),
            new(least, Without([.. Bystanders.Lookers, .. Bystanders.Users]), 1_000_000),
        ];

    }

    // A hugepage that was set aside at boot: near it everything else that may become of it, further away only what it was set aside for.
    private static Walk[] SinceBoot(Scope oneTail, Scope least) =>
    [
        new(oneTail with { FromMemblock = 1 }, Without(Alone), 200_000),
        new(least with { FromMemblock = 1 }, Without([.. Alone, .. Bystanders.Walkers, .. Bystanders.OtherLives]), 100_000),
    ];

    // Two hugepages are made at a time, and each has a frame of tails of its own.
    private static Walk OfTwo(Scope oneTail) =>
        new(oneTail with { Folios = 2, Frames = oneTail.Frames + oneTail.Pages }, Without([.. Alone, .. Bystanders.Walkers, .. Bystanders.OtherLives]), 100_000);

    private static Bounds Without(IReadOnlyList<string> steps) => Bounds.Default with { Without = steps };
}
