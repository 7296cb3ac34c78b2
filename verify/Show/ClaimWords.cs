using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;

namespace Vmemmap.Verify.Show;

/// <summary>Claims in words.</summary>
internal static class ClaimWords
{
    /// <summary>A refutation: of what, in which designs, and by what it is known to be that of the claim.</summary>
    public static string Of(ClaimedRefutation refutation)
    {
        var known = refutation switch
        {
            { LastStep: { } step } => $", by {step}",
            { Correction: { } correction } => $", as long as {correction} is not made",
            _ => "",
        };
        return $"{refutation.Invariant} in {DesignSpan.Of(Catalogue.All.Where(design => refutation.Designs.Contains(design.Name)))}{known}";
    }
}
