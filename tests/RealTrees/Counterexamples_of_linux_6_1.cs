using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Replaying;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of Linux 6.1 is steered along counterexamples of <c>linux-6.1</c>.</summary>
public sealed class Counterexamples_of_linux_6_1
{
    [Theory]
    [InlineData("type-covers-shared-tails", "optimise remap-tail")]
    [InlineData("tail-resolves-to-head", "optimise remap-tail optimise-fails copy-back-begins")]
    [InlineData("one-head-per-hugepage", "optimise remap-tail optimise-fails copy-back-begins")]
    [InlineData("frozen-while-remapped", "optimise remap-tail flush-remapped free-tail-frame set-optimised set-hugetlb-type put-new-hugepage enqueue remove-from-pool find-list-reliable")]
    public void The_code_goes_along_and_violates_the_invariant(string invariant, string steps)
    {
        var replayed = Replayed(invariant, steps);

        Assert.Equal((replayed.Path.Names.Count, invariant), (replayed.Reached, replayed.Alarm?.Kind));
    }

    [Theory]
    [InlineData("type-covers-shared-tails", "optimise remap-tail set-optimised flush-remapped", 3)]
    [InlineData("restored-tails-are-clean", "optimise remap-tail flush-remapped memory-failure", 3)]
    public void It_is_told_where_the_code_leaves_a_path_that_it_cannot_go(string invariant, string steps, int reached)
    {
        var replayed = Replayed(invariant, steps);

        Assert.Equal((reached, null), (replayed.Reached, replayed.Alarm));
    }

    private static ReplayedOnCode Replayed(string invariant, string steps)
    {
        using Laboratory laboratory = new(HarnessBuild.Of(Tree.Opened(Tree.Linux61), Tree.Cache), Linux61.Design, refines: true);
        Trace trace = new(Linux61.Design.Name, null, Linux61.Design.SmallScope, [.. steps.Split(' ').Select(step => new Move(step, default(At<Num>).With(Index.Page, 1)))], invariant, default);
        return ReplayOnCode.Go(trace, laboratory, null, CancellationToken.None);
    }
}
