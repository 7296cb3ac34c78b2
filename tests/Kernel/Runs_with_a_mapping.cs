using Vmemmap.Kernel.Checking;

namespace Vmemmap.Tests.Kernel;

/// <summary>A hugepage is mapped by its user when an error is reported: he is told when memory failure unmaps it, and not otherwise.</summary>
public sealed class Runs_with_a_mapping
{
    private const string Mapped = "7.3.4-error-in-a-mapped-hugepage";
    private const string Tail = "7.3.4-becomes-a-tail";

    [Fact]
    public void He_is_unmapped_and_told_and_what_is_left_is_dissolved()
    {
        var run = RecordedRun.Of(Mapped);

        Assert.Contains("told 0", run.Lines);
        Assert.Empty(run.Alarms);
        Assert.Equal((1, 1), (run.Outcome.Optimised, run.Outcome.Restored));
    }

    [Fact]
    public void Where_he_is_not_told_the_bad_page_is_not_contained()
    {
        var sound = RecordedRun.Of(Mapped);
        // Memory failure returns at once, as where it could not unmap the hugepage.
        var faulty = sound.With(lines => lines.TakeWhile(line => line != "unmapped 0").Append("return fail 0 70 -16"));

        Assert.Equal("poison-contained", string.Join(", ", faulty.Alarms));
    }

    [Fact]
    public void An_ordinary_page_that_becomes_a_tail_before_it_is_flagged_makes_the_kernel_oops()
    {
        var run = RecordedRun.Of(Tail);
        var alarm = Assert.Single(run.Outcome.Alarms, alarm => alarm.Kind == "oops");

        Assert.Contains("no-store-through-shared-tail", run.Alarms);
        Assert.NotNull(KnownAlarms.Reason(run.Design, alarm, run.Plan, "memory_failure() mm/memory-failure.c:2439"));
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, run.Plan, "vmemmap_restore_pte() mm/hugetlb_vmemmap.c:260"));
    }
}
