using Vmemmap.Kernel.Refinement;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// Each step of <c>soft_offline_page()</c> in a recorded run is a step of the design of its release: of a free hugepage, which is dissolved, of an ordinary page, and of the head of a hugepage in use that passes for taken out. A run that was tampered with, and another design, are found out.
/// </summary>
[Trait("Category", "Fast")]
public sealed class Soft_offline_refines_its_designs
{
    private const string Call = "call offline";

    private const string TakenOut = "7.2.13-taken-out-of-use";

    public static TheoryData<string, long> Runs => new()
    {
        { "taken-out-of-use", 185 },
        { "6.12.113-taken-out-of-use", 211 },
        { TakenOut, 153 },
    };

    public static TheoryData<string, string, Func<IReadOnlyList<string>, IEnumerable<string>>> Tampered => new()
    {
        { "the page gets no flag", "soft-offline-takes-page", lines => Without(lines, "s 526 6 1 4000000000200000 ", from: Find(lines, Call)) },
        { "the page after it gets the flag", "soft-offline-takes-page", lines => Changed(lines, "s 526 6 1 4000000000200000 0 0 0 0 48575053 ffffffff", "s 526 7 1 4000000000200000 0 0 0 0 0 ffffffff") },
        { "it does nothing, and says so", "", DoesNothing },
        { "it says that it has done nothing", "", lines => FirstChanged(lines, "return offline 1 70 0", "return offline 1 70 -16") },
        { "it says so of the head that has the flag", "", lines => FirstChanged(lines, "return offline 0 0 0", "return offline 0 0 -16") },
        { "it says that a page is out of use that stays", "", lines => FirstChanged(lines, "return offline 1 5 0", "return offline 1 5 -16") },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_step_of_a_recorded_run_is_a_step_of_the_design(string name, long steps) =>
        RecordedRun.MustRefine(name, steps, "soft-offline", "soft-offline-dissolves", "soft-offline-takes-page", "soft-offline-finds-flag");

    // A hugepage that was optimised once is lost when it is dissolved (docs/findings/dissolved-hugepages-lost-since-6.12.115.md), so none of its pages is found on a free list: -EIO.
    [Fact]
    public void In_6_12_118_the_page_is_lost_with_its_hugepage() =>
        RecordedRun.MustRefine("6.12.118-taken-out-of-use", 157, "soft-offline", "soft-offline-dissolves", "soft-offline-loses-page", "soft-offline-finds-flag");

    [Theory]
    [MemberData(nameof(Tampered))]
    public void A_step_that_is_none_is_found(string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper) => MustBeNoStep(TakenOut, change, instead, tamper);

    [Fact]
    public void The_code_does_not_ask_the_raw_error_list() =>
        Assert.NotNull(RecordedRun.Of(TakenOut).TakenFor(Linux72.Design with { Parts = [.. Linux72.Design.Parts, new SoftOffline(AsksList: true)] }));

    [Fact]
    public void It_is_compared_in_every_release() =>
        Assert.All(BoundCode.Designs, design => Assert.True(BoundCode.IsBound(design, RunPlan.Parse("order=9 blocks=1 : alloc:0 offline:0.70"))));

    private static IEnumerable<string> DoesNothing(IReadOnlyList<string> lines)
    {
        var (from, to) = (Find(lines, Call), lines.ToList().IndexOf("return offline 1 70 0"));
        return [.. lines.Take(from + 1), "return offline 1 70 -16", .. lines.Skip(to + 1).TakeWhile(line => !line.StartsWith("call", StringComparison.Ordinal))];
    }
}
