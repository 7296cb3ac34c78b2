using FsCheck.Xunit;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// PG and PH of every release with a raw error list (as it is where nothing but the optimisation is followed: without page tables, on x86-64), of any number of errors in one hugepage, in the pool or being made, where the entries of some pages cannot be allocated. The record is the list, its mark and
/// the flag of the head, which is there exactly where list or mark tell of an error; the counter of poisoned pages is asked for itself.
/// </summary>
public sealed class Many_errors
{
    private static readonly IReadOnlyList<Scenario> Beginnings =
    [
        .. Catalogue.All.Where(design => design.Name.StartsWith("linux-", StringComparison.Ordinal) && !design.Name.Contains('+', StringComparison.Ordinal) && new Machine<Bit, Num>(design).Steps.Any(step => step.Name == "record-raw-error"))
            .Select(design => HugepageLife.Made(design.Name)).SelectMany(made => new[] { made, made.Pooled() }),
    ];

    [Fact]
    public void Are_told_of_each_release_with_a_list() => Assert.InRange(Beginnings.Count, 24, 40);

    [Property(MaxTest = 150, Replay = "(1,3)")]
    public void In_any_order_leave_the_same_record(byte beginning, byte[] pages, byte wanting)
    {
        var before = Beginnings[beginning % Beginnings.Count];
        byte[] reported = [.. pages.Take(4)];

        var record = RecordOf(AllReported(before, reported, wanting));

        Assert.Equal(record, RecordOf(AllReported(before, [.. reported.Reverse()], wanting)));
        Assert.Equal(record, RecordOf(AllReported(before, [.. reported.Order()], wanting)));
    }

    [Property(MaxTest = 150, Replay = "(1,3)")]
    public void Reported_once_more_change_nothing(byte beginning, byte[] pages, byte wanting)
    {
        byte[] reported = [.. pages.Take(3)];
        var once = AllReported(Beginnings[beginning % Beginnings.Count], reported, wanting);

        var twice = AllReported(once, reported, wanting);

        // The counter where the list is unreliable, since a148a2040191: errors-counted-again.
        string[] besides = CountsReports(once) && once.Read(s => s.Unreliable[0]).IsTrue ? ["counted", "miscounted"] : [];
        Assert.Equal(once.CellsBesides(besides), twice.CellsBesides(besides));
    }

    [Fact]
    public void Are_counted_each_time_where_the_list_is_unreliable_in_newer_releases_and_where_it_is_reliable_once_in_all()
    {
        string[] newer = ["linux-6.12", "linux-6.12.118", "linux-7.1", "linux-7.2", "linux-7.3"];

        Assert.Equal(newer, Beginnings.Where(before => IsCountedTwice(before, wanting: 0b_1111_1111)).Select(DesignOf).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Beginnings, before => IsCountedTwice(before, wanting: 0));

        static bool IsCountedTwice(Scenario before, byte wanting) => AllReported(before, [3, 3], wanting).Read(s => s.Miscounted![0]).IsTrue;
    }

    private static string DesignOf(Scenario scenario) => scenario.ToInstance().Design.Name;

    private static bool CountsReports(Scenario scenario) => scenario.ToInstance().Design.Parts.The<RawErrorList>().CountsReports;

    [Property(MaxTest = 150, Replay = "(1,3)")]
    public void Are_all_in_the_list_or_it_is_marked_and_empty_and_the_head_tells(byte beginning, byte[] pages, byte wanting)
    {
        var before = Beginnings[beginning % Beginnings.Count];
        byte[] reported = [.. pages.Take(4)];
        int[] bad = [.. reported.Select(page => PageOf(before, page)).Distinct().Order()];
        var isUnreliable = bad.Any(page => IsWanting(page, wanting));

        var record = RecordOf(AllReported(before, reported, wanting));

        Assert.Equal($"{bad.Length > 0} {isUnreliable} {string.Join(' ', isUnreliable ? [] : bad)}", record);
    }

    // The list says nothing of it, and nor does the head.
    [Fact]
    public void That_are_forgotten_are_missed()
    {
        var forgetful = HugepageLife.Made("linux-6.1").With(SeededBugs.Find("busy-hugepage-not-recorded")!);

        Assert.Equal("False False ", RecordOf(AllReported(forgetful, [3], wanting: 0)));
    }

    private static Scenario AllReported(Scenario before, byte[] pages, byte wanting) => pages.Aggregate(before, (scenario, page) => Reported(scenario, PageOf(before, page), wanting));

    // The entry of a page is there to be had or not, whenever it is asked for: one that is in the list, or in a list that is marked, is not asked for.
    private static Scenario Reported(Scenario scenario, int page, byte wanting)
    {
        var (vmemmapPage, slot) = (page / SlotsOf(scenario), page % SlotsOf(scenario));
        var isAsked = scenario.Read(s => !s.Unreliable[0] & !s.RawList[0, vmemmapPage, slot]).IsTrue;
        return scenario.Fails(page: vmemmapPage, slot: slot).Do(isAsked && IsWanting(page, wanting) ? "record-fails" : "record-raw-error")
            .DoUntil("memory failure is done", s => s.At(FailurePoints.Idle), "memory-failure-ends");
    }

    private static bool IsWanting(int page, byte wanting) => (wanting >> page & 1) != 0 && wanting % 3 == 0;

    private static int PageOf(Scenario scenario, byte page) => page % (scenario.ToInstance().Scope.Pages * SlotsOf(scenario));

    private static int SlotsOf(Scenario scenario) => scenario.ToInstance().Scope.Slots;

    private static string RecordOf(Scenario scenario) => scenario.Read(s => $"{s.PgHwpoison[s.HeadFrame(0), 0].IsTrue} {s.Unreliable[0].IsTrue} {ListOf(s, scenario)}");

    private static string ListOf(State<Bit, Num> s, Scenario scenario)
    {
        var (slots, pages) = (SlotsOf(scenario), scenario.ToInstance().Scope.Pages);
        return string.Join(' ', Enumerable.Range(0, pages * slots).Where(page => s.RawList[0, page / slots, page % slots].IsTrue));
    }
}
