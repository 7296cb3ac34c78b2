using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;

namespace Vmemmap.Properties.Scenarios;

/// <summary>Where a scenario takes place.</summary>
/// <param name="Design">the design, before the bug is seeded.</param>
/// <param name="Bug">the seeded bug, or null.</param>
/// <param name="Scope">sizes.</param>
internal sealed record Setting(Design Design, Bug? Bug, Scope Scope)
{
    /// <summary>The design and the bug in a few words.</summary>
    public string Name => Bug is null ? Design.Name : $"{Design.Name} with {Bug.Name}";
}
