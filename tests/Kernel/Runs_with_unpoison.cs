using Vmemmap.Kernel.Checking;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Tests.Kernel;

/// <summary>An error that was reported for a test is taken back: the pages are good again, and what is left of the error is found.</summary>
public sealed class Runs_with_unpoison
{
    private const string TakenBack = "7.3.4-errors-taken-back";
    private const string InUse = "7.3.4-unpoisoned-in-use";

    [Fact]
    public void An_error_that_was_taken_back_is_none() => Assert.Empty(RecordedRun.Of(TakenBack).Alarms);

    [Fact]
    public void An_error_that_was_not_taken_back_is_still_there()
    {
        // The call says that it failed, and the flag is cleared all the same.
        var refused = RecordedRun.Of(TakenBack).With(lines => lines.Select(line => line.Replace("return unpoison 0 0 0", "return unpoison 0 0 -16", StringComparison.Ordinal)));

        Assert.Contains("poison-recorded", refused.Alarms);
    }

    [Fact]
    public void A_flag_that_is_left_when_an_error_is_taken_back_is_found()
    {
        var sound = RecordedRun.Of(TakenBack);
        var faulty = sound.With(lines => lines.SelectMany(line => line == "return unpoison 1 5 0" ? new[] { "s 520 5 1 4000000000200000 0 0 0 0 0 ffffffff 0 402db3", line } : [line]));

        Assert.NotEqual(sound.Lines, faulty.Lines);
        Assert.Contains("dissolved-flags-exact", faulty.Alarms);
    }

    [Fact]
    public void In_7_3_4_the_users_reference_is_dropped_with_an_error_that_is_taken_back()
    {
        var run = RecordedRun.Of(InUse);
        var alarm = Assert.Single(run.Outcome.Alarms);

        Assert.Equal("bug", alarm.Kind);
        Assert.NotNull(KnownAlarms.Reason(run.Design, alarm, run.Plan, "call_give() hugetlb.c:1"));
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, RunPlan.Parse("order=9 blocks=1 : surplus:0 fail:0 give:0"), "call_give() hugetlb.c:1"));
    }

    [Fact]
    public void In_6_1_192_the_entry_of_a_hugepage_that_is_freed_meanwhile_is_freed_twice()
    {
        var run = RecordedRun.Of("unpoisoned-while-freed");
        var alarm = Assert.Single(run.Outcome.Alarms, alarm => alarm.Kind == "double-free");

        Assert.NotNull(KnownAlarms.Reason(run.Design, alarm, run.Plan, "unpoison_memory() mm/memory-failure.c:2416"));
        Assert.Null(KnownAlarms.Reason(run.Design, alarm, run.Plan, "put_page() mm/swap.c:1"));
    }

    // Had it not taken the folio for a hugepage still, it would have cleared the flag that the page has by then, and have answered 0.
    [Fact]
    public void In_7_3_4_the_list_is_looked_for_where_the_page_allocator_has_the_pages()
    {
        var lines = RecordedRun.Of("7.3.4-unpoisoned-while-freed").Lines.ToList();
        var (preempted, freed) = (lines.LastIndexOf("call unpoison 0 0"), lines.LastIndexOf("plain 0"));

        Assert.Equal(["call unpoison 0 0", "lock", "unlock", "actor 1", "call empty 0 0"], lines.Skip(preempted).Take(5));
        Assert.Equal(["plain 0", "actor 0", "poisoned 1", "return unpoison 0 0 -16"], lines.Skip(freed).Take(4));
        Assert.Contains(lines.Skip(preempted).Take(freed - preempted), line => line.StartsWith("s 1026 0 1 4000000000200000 ", StringComparison.Ordinal));
    }
}
