using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Properties.Exploration;

/// <summary>The steps with which those begin who have nothing to do with an optimise or a restore. Each multiplies the states, and makes all others rarer in a sequence; few violations need all of them.</summary>
internal static class Bystanders
{
    /// <summary>Readers without a reference, and drivers.</summary>
    public static IReadOnlyList<string> Lookers { get; } = ["read-compound-head", "pin"];

    /// <summary>Walkers of page frame numbers.</summary>
    public static IReadOnlyList<string> Walkers { get; } = ["walker-finds-page"];

    /// <summary>Memory failure.</summary>
    public static IReadOnlyList<string> Failures { get; } = ["memory-failure", "memory-failure-of-frame"];

    /// <summary>Other users of frames.</summary>
    public static IReadOnlyList<string> Users { get; } = ["frame-to-user"];

    /// <summary>All that is done to make smaller hugepages of one, and with these; nothing where it is not followed.</summary>
    public static IReadOnlyList<string> DemotionIn(Design design) =>
        [.. design.Parts.OfType<DemotePoolHugePage>().SelectMany(part => part.Steps<Bit, Num>(design.Parts)).Select(step => step.Name)];

    /// <summary>What else may become of memory that was set aside at boot for a hugepage: ordinary pages, a hugepage made at run time, one in use.</summary>
    public static IReadOnlyList<string> OtherLives { get; } = ["leave-to-populate", "alloc-hugepage", "dequeue"];

    /// <summary>Of these what has nothing to do with a hugepage that is given back, and made anew of the same memory.</summary>
    public static IReadOnlyList<string> OtherUses { get; } = ["leave-to-populate", "dequeue"];

    /// <summary>What is done with a hugepage that need only be laid out at boot, and what keeps one that is made at run time from being optimised.</summary>
    public static IReadOnlyList<string> BehindLayout { get; } = ["leave-to-populate", "dequeue", "alloc-surplus", "gather-head", "init-first-struct-page", "optimise-fails", "no-head-frame", "leave-unoptimised"];
}
