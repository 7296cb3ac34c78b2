namespace Vmemmap.Tests.Kernel;

/// <summary>What the code of 6.1.192 was recorded to do violates what <c>linux-6.1</c> is known to violate, and nothing else.</summary>
public sealed class Runs_of_6_1_192
{
    private const string Frozen = "frozen-while-remapped";
    private const string Lookup = "lookup-across-remaps-finds-head";
    private const string Typed = "type-covers-shared-tails";

    public static TheoryData<string, string> Runs => new()
    {
        { "optimise-and-restore", $"{Frozen}, {Typed}" },
        { "boot-memory-lazily", $"{Frozen}, {Typed}" },
        { "restore-fails", $"{Frozen}, {Typed}" },
        { "optimise-fails-at-once", "" },
        { "lookup-across-a-restore", $"{Frozen}, {Lookup}, {Typed}" },
        { "lookup-by-two-translations", $"{Lookup}, {Typed}" },
        { "left-as-it-is", "" },
        { "batches", $"{Frozen}, {Typed}" },
        { "batch-restore-fails", $"{Frozen}, {Typed}" },
        { "optimise-and-restore-1-gib", $"{Frozen}, {Typed}" },
        { "rollback-1-gib", $"one-head-per-hugepage, tail-resolves-to-head, {Typed}" },
        { "error-that-is-given-up", "poison-contained, poison-recorded" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_recorded_run_violates_what_the_design_is_known_for(string name, string expected) =>
        Assert.Equal(expected, string.Join(", ", RecordedRun.Of(name).Alarms));

    [Fact]
    public void The_reader_of_2022_gets_a_tail_for_a_head_in_the_code_as_in_the_model()
    {
        var story = RecordedRun.Of("lookup-across-a-restore").StoryOf(Lookup);

        Assert.Contains("compound_head(h0 + 64)", story, StringComparison.Ordinal);
        Assert.Contains("Wrong: head+64 (VP1, slot 0): compound_head() returned head+64 itself, a tail, not head.", story, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_that_fails_is_followed_to_the_pool_and_back()
    {
        var outcome = RecordedRun.Of("restore-fails").Outcome;

        Assert.Equal((2, 4), (outcome.Calls, outcome.Allocations));
    }
}
