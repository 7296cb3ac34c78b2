using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Hugepages come to the pool, or are made beyond its size, and leave it again: how many there are and how many of them are surplus is what the design counts. When a new hugepage is counted, and what may leave the pool, is as the release has it. A run that was tampered with is found out.
/// </summary>
[Trait("Category", "Fast")]
public sealed class The_size_of_the_pool_refines_its_design
{
    private const string Sized = "7.3.4-sized";

    public static TheoryData<string, long, string[]> Runs => new()
    {
        { "sized", 177, ["account-new-hugepage", "enqueue", "remove-from-pool"] },
        { "6.12.113-sized", 259, ["account-new-hugepage", "enqueue", "remove-from-pool", "free-surplus", "dissolve-hugepage", "add-back"] },
        { "6.12.118-sized", 146, ["account-new-hugepage"] },
        { Sized, 194, ["enqueue", "remove-from-pool", "free-surplus", "dissolve-hugepage", "add-back"] },
    };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "a surplus hugepage is counted, and not as surplus", "account-surplus", lines => FirstChanged(lines, "pool 0 0 1 1", "pool 0 0 1 0") },
        { "a new one of the pool is counted as surplus", "put-new-hugepage", lines => FirstChanged(lines, "pool 1 0 2 1", "pool 1 0 2 2") },
        { "one that is given up takes no surplus along", "free-surplus", lines => FirstChanged(lines, "pool 1 0 1 0", "pool 1 0 1 1", after: "call give 0 0") },
        { "one leaves the pool, and is counted all the same", "remove-from-pool", lines => FirstChanged(lines, "pool 0 0 0 0", "pool 0 0 1 0", after: "call shrink 0 0") },
        { "what could not be freed is the pool's own again", "add-back", lines => FirstChanged(lines, "pool 1 0 1 1", "pool 1 0 1 0", after: "call shrink 0 0") },
        { "what is dissolved takes no surplus along", "dissolve-hugepage", lines => FirstChanged(lines, "pool 0 0 0 0", "pool 0 0 0 1", after: "call dissolve 0 0") },
        { "what could not be dissolved is the pool's own", "add-back", lines => FirstChanged(lines, "pool 1 0 1 1", "pool 1 0 1 0", after: "call dissolve 0 0") },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps, params string[] taken) => RecordedRun.MustRefine(name, steps, ["account-surplus", "alloc-surplus", .. taken]);

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(Sized, change, instead, tamper);
}
