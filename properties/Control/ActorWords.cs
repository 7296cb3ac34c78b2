using Vmemmap.Model.Control;

namespace Vmemmap.Properties.Control;

/// <summary>What actors are called.</summary>
public static class ActorWords
{
    /// <summary>An actor as the subject of a sentence.</summary>
    public static string Name(Actor actor) => actor switch
    {
        Actor.Hugepage => "the hugepage",
        Actor.MemoryFailure => "memory failure",
        _ => "the reader",
    };
}
