using FsCheck.Xunit;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// PL: unpoison undoes what was injected, and nothing else. Where it does, memory failure and unpoison leave the state cell by cell as it was, whichever page it is and whatever other pages are bad. They compare two runs, so
/// they are no invariants of states.
/// </summary>
public sealed class An_error_that_is_taken_back
{
    private const int Pages = 4;
    private const int Slots = 4;

    private static readonly Design TakesBackOne = Corrections.In(CorrectedUnpoison.Design, [Corrections.UnpoisonTakesOne]);

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Leaves_a_free_page_as_it_was(byte bad, byte alsoBad)
    {
        var before = Flagged(Dissolved(CorrectedUnpoison.Design), bad);

        var (page, slot) = (alsoBad % Pages, alsoBad / Pages % Slots);
        var after = bad % (Pages * Slots) == alsoBad % (Pages * Slots) ? before : Flagged(before, alsoBad).Do("unpoison", page: page, slot: slot, frame: page).Do("unpoison-ordinary-page");

        Assert.Equal(before.Cells, after.Cells);
    }

    [Fact]
    public void Leaves_a_hugepage_as_it_was_if_it_has_no_other()
    {
        var before = Pool(CorrectedUnpoison.Design);

        var after = Recorded(before, 0).TakenBack();

        Assert.Equal(before.Cells, after.Cells);
    }

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Leaves_the_other_error_of_a_hugepage_where_only_its_own_entry_goes(byte other)
    {
        var (page, slot) = (other % Pages, other / Pages % Slots);
        var before = Recorded(Pool(TakesBackOne), other);
        if (page == 0 && slot == 0)
        {
            return;
        }

        var after = Recorded(before, 0).SeenToBeFree().Do("unpoison-free-hugepage-in-part", page: page, slot: slot);

        Assert.Equal(before.Cells, after.Cells);
    }

    [Property(MaxTest = 100, Replay = "(1,3)")]
    public void Does_not_leave_it_as_the_kernel_has_it(byte other)
    {
        if (other % (Pages * Slots) == 0)
        {
            return;
        }
        Recorded(Recorded(Pool(CorrectedUnpoison.Design), other), 0).TakenBack().Violates("poison-recorded");
    }

    private static Scenario Recorded(Scenario inThePool, byte bad) => inThePool
        .Fails(page: bad % Pages, slot: bad / Pages % Slots)
        .DoUntil("memory failure is done", s => s.At(FailurePoints.Idle), "record-raw-error", "memory-failure-ends");

    private static Scenario Flagged(Scenario free, byte bad) => free.Fails(page: bad % Pages, slot: bad / Pages % Slots).Do("flag-page", frame: bad % Pages);

    private static Scenario Dissolved(Design design) => Pool(design).Do("remove-from-pool")
        .DoUntil("the block is with the buddy allocator", s => s.At(0, Points.Plain), "clear-hugetlb-type", "unfreeze", "free-hugepage", "free-struct-pages");

    private static Scenario Pool(Design design) => Scenario.Of(design).In(new Scope(Folios: 1, Pages, Slots, Frames: 5, Pins: 1)).PooledUnoptimised();
}
