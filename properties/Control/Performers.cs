using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;

namespace Vmemmap.Properties.Control;

/// <summary>Who does each step of a design: what its part says, and the control points that it begins at.</summary>
public static class Performers
{
    /// <summary>By the name of the step, in the order of the machine's.</summary>
    public static IReadOnlyDictionary<string, Performer> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.Parts.SelectMany(part => part.Steps<Bit, Num>(design.Parts).Select(step => (step.Name, Who: Of(part.Performer, step.At)))).DistinctBy(step => step.Name).ToDictionary();
    }

    /// <summary>As the title of what somebody does.</summary>
    public static string Title(Performer who) => who switch
    {
        Performer.Boot => "boot",
        Performer.Operation => "hugepage",
        Performer.MemoryFailure => "memory failure",
        Performer.Reader => "reader",
        Performer.Driver => "driver",
        Performer.Walker => "page frame walker",
        Performer.User => "other users",
        _ => "flush of others",
    };

    private static Performer Of(Performer ofPart, IReadOnlyList<ControlPoint> at) => ofPart != Performer.Operation || at.Count == 0 ? ofPart : at[0].Actor switch
    {
        Actor.MemoryFailure => Performer.MemoryFailure,
        Actor.Reader => Performer.Reader,
        _ => at.All(point => point.IsAtBoot) ? Performer.Boot : ofPart,
    };
}
