using Vmemmap.Kernel.Replaying;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of Linux 6.1 is steered along counterexamples of <c>linux-6.1</c>.</summary>
public sealed class Counterexamples_of_linux_6_1
{
    [Theory]
    [InlineData("type-covers-shared-tails", "optimise remap-tail")]
    [InlineData("tail-resolves-to-head", "optimise remap-tail optimise-fails copy-back-begins")]
    [InlineData("one-head-per-hugepage", "optimise remap-tail optimise-fails copy-back-begins")]
    [InlineData("frozen-while-remapped", "optimise remap-tail flush-remapped free-tail-frame set-optimised set-hugetlb-type put-new-hugepage enqueue remove-from-pool find-list-reliable")]
    [InlineData("lookup-across-remaps-finds-head", "optimise remap-tail read-compound-head:1.0/0 read-pg-head:0.0/1")]
    [InlineData("error-marks-no-other-page", "optimise remap-tail memory-failure:0.1 failure-reads-compound-head:0.0/0 failure-sees-ordinary flag-page:0.0/0")]
    [InlineData("no-store-through-shared-tail", "optimise remap-tail memory-failure:1.0 failure-reads-compound-head:0.0/1 failure-sees-ordinary flag-page:0.0/0")]
    [InlineData("poison-recorded", "leave-unoptimised memory-failure:0.1 failure-reads-compound-head:0.0/0 failure-sees-ordinary set-hugetlb-type flag-page:0.0/0")]
    [InlineData("poison-contained", "leave-unoptimised memory-failure:0.1 failure-reads-compound-head:0.0/0 failure-sees-ordinary set-hugetlb-type put-new-hugepage enqueue dequeue flag-page:0.0/0")]
    [InlineData("poison-contained", "leave-unoptimised set-hugetlb-type memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error alloc-surplus")]
    [InlineData("frozen-while-remapped", "optimise remap-tail remap-tail flush-remapped free-tail-frame free-tail-frame set-optimised set-hugetlb-type put-new-hugepage free-surplus find-list-reliable")]
    [InlineData("dissolved-flags-exact", "leave-unoptimised set-hugetlb-type put-new-hugepage free-surplus find-list-reliable memory-failure:0.0 failure-reads-compound-head:0.0/0 failure-reads-pg-head:0.0/0 failure-reads-next-page:0.0/0 failure-sees-ordinary flag-page:0.0/0 clear-head-flag free-hugepage free-struct-pages free-struct-pages free-struct-pages")]
    [InlineData("restored-tails-are-clean", "optimise remap-tail remap-tail flush-remapped free-tail-frame free-tail-frame set-optimised set-hugetlb-type put-new-hugepage enqueue memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error dissolve-free-page alloc-tail-frame:0.0/1 alloc-tail-frame:0.0/2 restore copy-tail-page reset-struct-page map-tail-page copy-tail-page reset-struct-page map-tail-page flush-restored")]
    [InlineData("dissolved-flags-exact", "leave-unoptimised set-hugetlb-type put-new-hugepage enqueue remove-from-pool find-list-reliable memory-failure:0.0 failure-reads-compound-head:0.0/0 failure-reads-pg-head:0.0/0 failure-reads-next-page:0.0/0 failure-sees-ordinary flag-page:0.0/0 clear-head-flag free-hugepage free-struct-pages free-struct-pages free-struct-pages")]
    public void The_code_goes_along_and_violates_the_invariant(string invariant, string steps)
    {
        var replayed = Replayed(invariant, steps);

        Assert.Equal((replayed.Path.Steps.Count, invariant), (replayed.Reached, replayed.Alarm?.Kind));
    }

    [Theory]
    [InlineData("type-covers-shared-tails", "optimise remap-tail set-optimised flush-remapped", 3)]
    [InlineData("restored-tails-are-clean", "optimise remap-tail flush-remapped memory-failure:0.1 failure-reads-compound-head:0.0/0 record-raw-error", 5)]
    public void It_is_told_where_the_code_leaves_a_path_that_it_cannot_go(string invariant, string steps, int reached)
    {
        var replayed = Replayed(invariant, steps);

        Assert.Equal((reached, null), (replayed.Reached, replayed.Alarm));
    }

    private static ReplayedOnCode Replayed(string invariant, string steps) => SteeredCode.Along(Tree.Linux61, Linux61.Design, invariant, steps);
}
