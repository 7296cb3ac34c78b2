using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Exploration;

/// <summary>Every state of a small scope: what is proved is nowhere violated, lemmas included.</summary>
public sealed class Complete_walks
{
    // States and transitions are pinned: a change of the model shows here first.
    [Theory]
    [InlineData("rfc-2020", 2_572_445, 11_514_467)]
    [InlineData("linux-5.14", 107_176, 426_061)]
    [InlineData("linux-5.18", 23_961, 67_970)]
    [InlineData("linux-6.1", 103_617, 270_185)]
    [InlineData("corrected-5.18", 9_930, 29_344)]
    public void With_memory_errors_only_what_is_refuted_is_violated(string name, int states, long transitions) =>
        Walk(name, states, transitions, ["read-compound-head", "frame-to-user", "walker-finds-page"]);

    [Theory]
    [InlineData("rfc-2020", 64_092, 394_742)]
    [InlineData("linux-5.14", 80_292, 455_524)]
    [InlineData("linux-5.18", 49_710, 239_970)]
    [InlineData("linux-6.1", 70_963, 331_510)]
    [InlineData("corrected-5.18", 33_042, 170_726)]
    public void With_readers_and_other_users_only_what_is_refuted_is_violated(string name, int states, long transitions) =>
        Walk(name, states, transitions, ["memory-failure"]);

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    // Two tails where the design can fail between them: then there is something to roll back.
    [Theory]
    [InlineData("rfc-2020", 847_036, 2_451_349)]
    [InlineData("list-v3", 393_223, 1_161_014)]
    [InlineData("linux-5.14", 149_776, 339_734)]
    [InlineData("linux-5.18", 70_869, 151_426)]
    [InlineData("linux-6.1", 348_627, 731_584)]
    [InlineData("linux-6.2", 7_695_310, 16_391_228)]
    [InlineData("corrected-5.18", 20_631, 45_039)]
    public void Where_an_optimise_can_fail_half_way_only_what_is_refuted_is_violated(string name, int states, long transitions)
    {
        var design = Catalogue.Find(name)!;

        var result = new Explorer(new Instance(design, design.SmallScope), Bounds.Default with
        {
            Without = ["read-compound-head", "frame-to-user", "page-to-user", "pin"],
        }).Run();

        Assert.True(result.IsComplete);
        Assert.Equal((states, transitions), (result.States, result.Transitions));
        Assert.True(design.Parts.All(part => part is not RollBack) || result.Fired["flush-rolled-back"] > 0, $"{name} rolls nothing back");
        Assert.Empty(result.Violations.Keys.Except(design.Refuted.Select(r => r.Invariant)));
    }

    [Fact]
    public void A_walk_that_reaches_its_bound_is_not_complete()
    {
        var result = new Explorer(LeastInstance("corrected-5.18"), Bounds.Default, options: new() { States = 1000 }).Run();

        Assert.False(result.IsComplete);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_result_does_not_depend_on_the_number_of_threads(string name)
    {
        var (one, five) = (Summary(name, threads: 1), Summary(name, threads: 5));

        Assert.Equal(one, five);

        static string Summary(string name, int threads)
        {
            var design = Catalogue.Find(name)!;
            var result = new Explorer(new Instance(design, design.SmallScope), Bounds.Default, options: new() { States = 100_000, Threads = threads }).Run();
            return string.Join('\n', [
                $"{result.States} {result.Transitions} {result.Depth} {result.IsComplete}",
                .. result.Fired.Select(f => $"{f.Key} {f.Value}"),
                .. result.Violations.Values.Select(TraceJson.Write).Order(StringComparer.Ordinal)]);
        }
    }

    private static void Walk(string name, int states, long transitions, string[] without)
    {
        var instance = LeastInstance(name);

        var result = new Explorer(instance, Bounds.Default with { Without = without }).Run();

        Assert.True(result.IsComplete);
        Assert.Equal((states, transitions), (result.States, result.Transitions));
        var refuted = instance.Design.Refuted.Select(r => r.Invariant);
        Assert.Empty(result.Violations.Keys.Except(refuted));
    }

    private static Instance LeastInstance(string name)
    {
        var design = Catalogue.Find(name)!;
        var pages = design.Layout.KeptPages + 1;
        return new Instance(design, design.SmallScope with { Pages = pages, Frames = pages });
    }
}
