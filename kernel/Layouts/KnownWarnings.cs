using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Layouts;

/// <summary>WARN()s that the code of some releases is known to run into: they are no properties of a state, so no design can list them among its refutations.</summary>
public static class KnownWarnings
{
    private static readonly (string[] Designs, string Function, string Reason)[] All =
    [
        (["linux-6.12", "linux-6.12.115", "linux-7.2"], "__hugetlb_vmemmap_restore_folio()",
            "bulk_vmemmap_restore_error() restores each hugepage of the list, also one that was never optimised and has no type any longer. Only kernels with CONFIG_DEBUG_VM say so; no harm is done."),
        (["linux-6.12.115"], "vmemmap_restore_pte()", "The rollback of a failed optimise overwrites the head's own page, as it takes the head's frame for the shared one."),
    ];

    /// <summary>Why the code of a design warns in a function, or null where that is not known.</summary>
    /// <param name="design">the design.</param>
    /// <param name="location">function, file and line.</param>
    public static string? Reason(Design design, string location)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(location);
        return Array.Find(All, one => one.Designs.Contains(design.Name) && location.StartsWith(one.Function, StringComparison.Ordinal)).Reason;
    }
}
