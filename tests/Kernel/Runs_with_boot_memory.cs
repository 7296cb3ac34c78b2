using static Vmemmap.Tests.Kernel.PlantedBugs;

namespace Vmemmap.Tests.Kernel;

/// <summary>
/// A hugepage of memory that was set aside at boot: since v6.7 most of its struct pages are made only where it cannot be optimised. The recorded run of 6.12.113 that makes them has what is stored to each put together, without the
/// word that nobody reads (lru.prev), as it is long otherwise.
/// </summary>
public sealed class Runs_with_boot_memory
{
    private const string Optimised = "7.3.4-boot-memory";
    private const string Fails = "6.12.113-boot-memory-fails";

    [Theory]
    [InlineData(Optimised, 1, 1)]
    [InlineData(Fails, 0, 0)]
    public void A_recorded_run_violates_nothing(string name, int optimised, int restored)
    {
        var outcome = RecordedRun.Of(name).Outcome;

        Assert.Empty(outcome.Alarms);
        Assert.Equal((optimised, restored), (outcome.Optimised, outcome.Restored));
    }

    [Fact]
    public void Struct_pages_that_nobody_makes_are_found_when_the_call_is_over()
    {
        // Those of the third vmemmap page, which hold what boot left there.
        var faulty = RecordedRun.Of(Fails).With(lines => Without(lines, "s 515 ", AfterTheCall(lines)));

        Assert.Contains("tail-resolves-to-head", faulty.Alarms);
        Assert.Contains("restored-tails-are-clean", faulty.Alarms);
    }

    [Fact]
    public void A_reserved_frame_that_is_not_freed_is_found() =>
        Assert.Contains("frame-owned-once", RecordedRun.Of(Optimised).With(lines => Without(lines, "r 515 ")).Alarms);

    private static int AfterTheCall(IReadOnlyList<string> lines) => Find(lines, "leave optimise 0 ");
}
