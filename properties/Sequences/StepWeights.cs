namespace Vmemmap.Properties.Sequences;

/// <summary>
/// How often the generator wishes for a step, relative to others, and which steps wait until they are wished for. Hugepages must get through long
/// walks to become interesting, so what ends a walk early is rare; bad memory never gets well again, so errors are rare too; and at the points where
/// designs differ a hugepage waits a while, for others to come in between.
/// </summary>
public static class StepWeights
{
    /// <summary>The weight of a step that is not listed, such as one of a new design.</summary>
    public const int Default = 20;

    private static readonly Dictionary<string, int> Listed = new()
    {
        // A walk that fails half-way.
        ["optimise-fails"] = 3,
        ["restore-fails"] = 8,

        // Ways through the life of a hugepage.
        ["optimise"] = 40,
        ["leave-unoptimised"] = 8,
        ["set-hugetlb-type"] = 60,
        ["enqueue"] = 60,
        ["dequeue"] = 24,
        ["remove-from-pool"] = 20,
        ["clear-hugetlb-type"] = 60,
        ["free-hugepage"] = 60,

        // Errors, and the memory failure that has begun.
        ["memory-failure"] = 3,
        ["memory-failure-of-frame"] = 1,
        ["record-fails"] = 5,
        ["memory-failure-ends"] = 6,

        // Users of frames and base pages, drivers, readers.
        ["frame-to-user"] = 3,
        ["user-overwrites-frame"] = 3,
        ["user-frees-frame"] = 4,
        ["page-to-user"] = 3,
        ["user-frees-page"] = 5,
        ["pin"] = 10,
        ["unpin"] = 10,
        ["give-back"] = 8,
        ["read-compound-head"] = 8,
        ["read-pg-head"] = 8,
        ["read-next-page"] = 8,
        ["reader-ends"] = 8,
    };

    private static readonly HashSet<string> Waiting =
    [
        "optimise-fails", "restore-fails", "memory-failure", "memory-failure-of-frame", "frame-to-user", "page-to-user",
        "set-hugetlb-type", "enqueue", "dequeue", "remove-from-pool", "free-hugepage", "clear-hugetlb-type",
    ];

    /// <summary>The weight of a step.</summary>
    public static int Of(string step) => Listed.GetValueOrDefault(step, Default);

    /// <summary>Is the step taken only when it is wished for, never in the place of another?</summary>
    public static bool Waits(string step) => Waiting.Contains(step);
}
