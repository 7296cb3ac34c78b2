using FsCheck.Xunit;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios;

namespace Vmemmap.Tests.Sequences;

/// <summary>PG and PH: what two calls of memory failure must have in common. They compare two runs, so they are no invariants of states.</summary>
public sealed class Two_errors
{
    private const int Pages = 4;
    private const int Slots = 4;

    private static readonly Scenario PooledHugepage = Scenario.Of(Corrected518.Design)
        .In(new Scope(Folios: 1, Pages, Slots, Frames: 4, Pins: 1))
        .Do("scan-begins").Repeat("scan-page").Do("set-hugetlb-type")
        .Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised")
        .Do("put-new-hugepage").Do("enqueue");

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Reporting_a_page_twice_records_what_reporting_it_once_does(byte page, byte slot)
    {
        var once = Reported(PooledHugepage, page % Pages, slot % Slots);

        var twice = Reported(once, page % Pages, slot % Slots);

        Assert.Equal(once.Cells, twice.Cells);
    }

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Two_errors_in_either_order_leave_the_same_record(byte first, byte second)
    {
        var (one, other) = (PooledHugepage, PooledHugepage);

        one = Reported(one, first % Pages, first / Pages % Slots);
        one = Reported(one, second % Pages, second / Pages % Slots);
        other = Reported(other, second % Pages, second / Pages % Slots);
        other = Reported(other, first % Pages, first / Pages % Slots);

        Assert.Equal(one.Read(Record), other.Read(Record));
    }

    // The hugepage stays where it is: dissolve_free_huge_page() is refused, as where all free hugepages are reserved.
    private static Scenario Reported(Scenario scenario, int page, int slot) => scenario
        .Fails(page: page, slot: slot)
        .DoUntil("memory failure is done", s => s.At(FailurePoints.Idle), "record-raw-error", "memory-failure-ends");

    private static string Record(State<Bit, Num> state)
    {
        var recorded = Enumerable.Range(0, Pages * Slots).Where(page => state.RawList[0, page / Slots, page % Slots].IsTrue);
        return $"head {(state.PgHwpoison[state.Pte[0, 0], 0].IsTrue ? "flagged" : "not flagged")}, in the list: {string.Join(' ', recorded)}";
    }
}
