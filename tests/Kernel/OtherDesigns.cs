using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;

namespace Vmemmap.Tests.Kernel;

/// <summary>Designs that code is not one of: what its own would be with another version of a function.</summary>
internal static class OtherDesigns
{
    /// <summary>The same with this part in the place of the one of its kind; what it is known for, and told by, is not said of it.</summary>
    public static Design With<T>(this Design design, Part part)
        where T : Part => design with { Parts = design.Parts.Replace<T>(part), Tellings = [], Refuted = Expectations.None };
}
