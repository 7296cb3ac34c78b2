using FsCheck.Xunit;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;

namespace Vmemmap.Tests.Sequences;

/// <summary>PG and PH: what two calls of memory failure must have in common. They compare two runs, so they are no invariants of states.</summary>
public sealed class Two_errors
{
    private static readonly string[] ToThePool = ["optimise", "remap-tail", "remap-tail", "remap-tail", "flush-remapped", "free-tail-frame", "free-tail-frame", "free-tail-frame", "set-optimised", "enqueue"];

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Reporting_a_page_twice_records_what_reporting_it_once_does(byte page, byte slot)
    {
        var once = PooledHugepage();
        Report(once, page % 4, slot % 4);
        var recorded = once.Memory.Cells.ToArray();

        Report(once, page % 4, slot % 4);

        Assert.Equal(recorded, once.Memory.Cells.ToArray());
    }

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Two_errors_in_either_order_leave_the_same_record(byte first, byte second)
    {
        var (one, other) = (PooledHugepage(), PooledHugepage());

        Report(one, first % 4, first / 4 % 4);
        Report(one, second % 4, second / 4 % 4);
        Report(other, second % 4, second / 4 % 4);
        Report(other, first % 4, first / 4 % 4);

        Assert.Equal(Record(one), Record(other));
    }

    private static Instance PooledHugepage()
    {
        var instance = new Instance(Corrected.Design, new Scope(Folios: 1, Pages: 4, Slots: 4, Frames: 4, Pins: 1, ResetCount: 2, SpecialSlot: 1));
        Take(instance, "set-hugetlb-type");
        foreach (var step in ToThePool)
        {
            Take(instance, step);
        }
        return instance;
    }

    // The hugepage stays where it is: dissolve_free_huge_page() is refused, as where all free hugepages are reserved.
    private static void Report(Instance instance, int page, int slot)
    {
        Take(instance, "memory-failure", default(At<Num>) with { Page = page, Slot = slot });
        Take(instance, "record-raw-error");
        if (instance.State.FailureStage.Value.Value == Vmemmap.Model.Machine.Failure.Recorded)
        {
            Take(instance, "memory-failure-ends");
        }
    }

    private static string Record(Instance instance)
    {
        var recorded = Assignments.Of([Vmemmap.Model.Logic.Index.Page, Vmemmap.Model.Logic.Index.Slot], instance.Scope)
            .Where(x => instance.State.RawList[0, x.Page, x.Slot].IsTrue)
            .Select(x => $"{x.Page}/{x.Slot}");
        return $"{instance.State.PgHwpoison[instance.State.Pte[0, 0], 0].IsTrue}: {string.Join(' ', recorded)}";
    }

    private static void Take(Instance instance, string name, At<Num> at = default)
    {
        var step = instance.Machine.Steps.Single(s => s.Name == name);
        Assert.True(instance.IsEnabled(step, at), $"{name} must be enabled here");
        instance.Take(step, at);
    }
}
