using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of Linux 6.12.113 is steered along counterexamples of <c>linux-6.12</c>, that of 6.12.118 along those of <c>linux-6.12.118</c>.</summary>
public sealed class Counterexamples_of_linux_6_12
{
    // Without a frame for the head its page stays; with one it is moved, and a rollback takes it for a tail.
    private const string Stays = "set-hugetlb-type optimise no-head-frame remap-tail";
    private const string Moved = "set-hugetlb-type optimise alloc-head-frame:0.0/3 copy-head-page remap-head remap-tail";
    private const string Ordinary = "failure-sees-ordinary set-hugetlb-type";
    private const string Freed = "set-hugetlb-type leave-unoptimised put-new-hugepage free-surplus find-list-reliable memory-failure:0.0 failure-reads-compound-head:0.0/0 failure-reads-key-off failure-sees-ordinary flag-page:0.0/0 clear-head-flag unfreeze free-hugepage free-struct-pages free-struct-pages free-struct-pages";

    private const string Lost = "set-hugetlb-type optimise alloc-head-frame:0.0/3 copy-head-page memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error:0.0/0";

    [Theory]
    [InlineData("tail-resolves-to-head", $"{Stays} optimise-fails copy-back-begins")]
    [InlineData("one-head-per-hugepage", $"{Stays} optimise-fails copy-back-begins")]
    [InlineData("lookup-across-remaps-finds-head", $"{Stays} read-compound-head:1.0/0 read-pg-head:0.0/1")]
    [InlineData("error-marks-no-other-page", $"{Stays} memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error:0.0/0")]
    [InlineData("no-store-through-shared-tail", $"memory-failure:1.0 failure-reads-compound-head:0.0/1 {Ordinary} optimise no-head-frame remap-tail flag-page:0.0/0")]
    [InlineData("poison-recorded", $"memory-failure:0.1 failure-reads-compound-head:0.0/0 {Ordinary} flag-page:0.0/0")]
    [InlineData("poison-contained", "set-hugetlb-type leave-unoptimised memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error:0.0/0 alloc-surplus")]
    [InlineData("dissolved-flags-exact", Freed)]
    [InlineData("stores-to-the-head-survive", Lost)]
    public void The_code_of_6_12_113_goes_along_and_violates_the_invariant(string invariant, string steps) => MustGoAlong("VERIFY_TREE_6_12_113", Linux612.Design, invariant, steps);

    [Theory]
    [InlineData("tail-resolves-to-head", $"{Moved} optimise-fails copy-back-begins")]
    [InlineData("one-head-per-hugepage", $"{Moved} optimise-fails copy-back-begins")]
    [InlineData("frame-owned-once", $"{Moved} optimise-fails copy-back-begins copy-head-back-ends map-head-back")]
    [InlineData("lookup-across-remaps-finds-head", $"{Moved} read-compound-head:1.0/3 read-pg-head:0.0/1")]
    [InlineData("error-marks-no-other-page", $"{Moved} memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error:0.0/3")]
    [InlineData("no-store-through-shared-tail", $"memory-failure:1.0 failure-reads-compound-head:0.0/1 {Ordinary} optimise alloc-head-frame:0.0/3 copy-head-page remap-head remap-tail flag-page:0.0/3")]
    [InlineData("poison-recorded", $"memory-failure:0.1 failure-reads-compound-head:0.0/0 {Ordinary} flag-page:0.0/0")]
    [InlineData("poison-contained", "set-hugetlb-type leave-unoptimised memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error:0.0/0 alloc-surplus")]
    [InlineData("dissolved-flags-exact", Freed)]
    [InlineData("stores-to-the-head-survive", Lost)]
    [InlineData("restored-tails-are-clean", $"{Moved} remap-tail flush-remapped free-tail-frame free-tail-frame free-tail-frame leave-optimised put-new-hugepage enqueue remove-from-pool restore-in-bulk restore-waits alloc-tail-frame:0.0/1 alloc-tail-frame:0.0/2 restore copy-tail-page map-tail-page copy-tail-page map-tail-page leave-unflushed flush-all")]
    public void The_code_of_6_12_118_goes_along_and_violates_the_invariant(string invariant, string steps) => MustGoAlong("VERIFY_TREE_6_12_118", Linux612118.Design, invariant, steps);

    [Fact]
    public void It_is_told_where_the_code_leaves_a_path_that_it_cannot_go()
    {
        var replayed = SteeredCode.Along("VERIFY_TREE_6_12_118", Linux612118.Design, "restored-tails-are-clean", $"{Moved} remap-tail flush-remapped clear-optimised");

        Assert.Equal((7, null), (replayed.Reached, replayed.Alarm));
    }

    private static void MustGoAlong(string variable, Design design, string invariant, string steps)
    {
        var replayed = SteeredCode.Along(variable, design, invariant, steps);

        Assert.Equal((replayed.Path.Steps.Count, invariant), (replayed.Reached, replayed.Alarm?.Kind));
    }
}
