using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Tests.Kernel;

/// <summary>A page is taken out of use before it fails, of a free hugepage: <c>soft_offline_page()</c> says that it is done, and that is compared with what is.</summary>
public sealed class Runs_with_soft_offline
{
    private const string OfWhatHasAnError = "7.3.4-taken-out-of-use";

    // Page 70 has the error, so the head has the flag.
    [Fact]
    public void In_7_3_4_the_head_of_a_hugepage_with_an_error_passes_for_taken_out()
    {
        var run = RecordedRun.Of(OfWhatHasAnError);

        Assert.Equal(["call offline 0 0", "poisoned 1", "return offline 0 0 0"], run.Lines.SkipWhile(line => line != "call offline 0 0").Take(3));
        Assert.Contains("poison-recorded", run.Alarms);
    }

    [Fact]
    public void In_7_3_4_the_page_that_has_the_error_is_counted_once_more()
    {
        var run = RecordedRun.Of(OfWhatHasAnError);

        Assert.Equal(["poisoned 2", "return offline 0 70 0"], run.Lines.SkipWhile(line => line != "call offline 0 70").SkipWhile(line => line != "poisoned 2").Take(2));
        Assert.Contains("poisoned-pages-counted-once", run.Alarms);
    }

    [Fact]
    public void A_page_of_a_hugepage_without_errors_is_flagged_and_counted_once() => Assert.Empty(RecordedRun.Of("7.3.4-taken-out-of-use-alone").Alarms);

    [Fact]
    public void A_flag_that_is_not_set_is_found()
    {
        var sound = RecordedRun.Of("7.3.4-taken-out-of-use-alone");
        var faulty = sound.With(lines => lines.Where(line => !line.StartsWith("s 518 6 1 4000000000200000 ", StringComparison.Ordinal)));

        Assert.NotEqual(sound.Lines, faulty.Lines);
        Assert.Contains("dissolved-flags-exact", faulty.Alarms);
    }

    [Fact]
    public void Nobody_races_with_it() => Assert.Contains(
        "A page is taken out of use alone", Assert.Throws<FormatException>(() => RunPlan.Parse("order=9 blocks=1 : alloc:0 offline:0.3@7|take:0")).Message, StringComparison.Ordinal);
}
