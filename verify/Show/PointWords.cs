using Vmemmap.Model.Control;

namespace Vmemmap.Verify.Show;

/// <summary>What actors and control points are called.</summary>
internal static class PointWords
{
    /// <summary>An actor as the title of its control points.</summary>
    public static string Title(Actor actor) => actor switch
    {
        Actor.Hugepage => "the operation on a hugepage",
        Actor.MemoryFailure => "memory failure",
        _ => "a speculative reader",
    };

    /// <summary>What everybody can see at the point, and the walk that goes on there.</summary>
    public static string Of(ControlPoint point) => point.Walk switch
    {
        PageWalk.None => Of(point.Phase, point.Actor),
        PageWalk.ToTheEnd => $"{Of(point.Phase, point.Actor)}; a walk over the vmemmap pages, to the last",
        _ => $"{Of(point.Phase, point.Actor)}; a walk over the vmemmap pages, to where it was told to end",
    };

    private static string Of(Phase phase, Actor actor) => phase switch
    {
        Phase.Plain => actor == Actor.Hugepage ? "no hugepage, ordinary base pages" : "nothing is going on",
        Phase.Boot => "memory set aside at boot for a hugepage",
        Phase.Writing => "heads and tails are being written",
        Phase.Settled => "a compound page whose mapping nobody is changing",
        Phase.Remapped => "a compound page in the middle of an optimise or a restore",
        Phase.Reporting => "the error is not yet written down",
        _ => actor == Actor.MemoryFailure ? "the error is written down" : "between two loads, or done",
    };
}
