using Vmemmap.Model.Memory;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>Cases 15 to 17: the bad page is one that holds struct pages. memory_failure(): the frame's own struct page is flagged, IGNORED.</summary>
public sealed class Frames_of_the_memory_map
{
    [Theory, Rows]
    public void Bad_frame_of_the_memory_map_serves_on_and_is_retired_when_an_optimise_gives_it_back(string design)
    {
        var begin = HugepageLife.Begun(design);
        var last = begin.SharedTail().Page;
        var frame = begin.Read(s => s.Pte[0, last].Value);

        begin.Do("memory-failure-of-frame", frame: frame)
            .Expect("the memory map has it still", s => s.Owner[frame] == Owner.Vmemmap & s.Pte[0, last] == frame)
            .Made()
            .Expect("it is nobody's any longer", s => s.Owner[frame] == Owner.Retired)
            .Refuses("frame-to-user", "the buddy allocator has this frame", frame: frame)
            .Holds("bad-frame-not-reused").Holds("leak-only-if-unreliable");
    }

    // It is never moved nor freed while the hugepage is optimised: every tail is read through it.
    [Theory, Rows]
    public void Bad_frame_that_the_tails_share_serves_on(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var frame = inPool.Read(s => s.SharedFrame(0).Value);

        inPool.Do("memory-failure-of-frame", frame: frame)
            .Expect("the tails are mapped to it still", s => s.Pte[0, inPool.SharedTail().Page] == frame & s.FrameBad[frame] & s.Owner[frame] == Owner.Vmemmap)
            .Do("dequeue").Holds("tail-resolves-to-head").Holds("bad-frame-not-reused");
    }

    [Theory, Rows]
    public void Bad_frame_of_a_restored_tail_page_serves_on_and_is_retired_by_the_next_optimise(string design)
    {
        var restored = HugepageLife.InPool(design).Do("remove-from-pool").Restored();
        var last = restored.SharedTail().Page;
        var frame = restored.Read(s => s.Pte[0, last].Value);

        restored.Do("memory-failure-of-frame", frame: frame).GivenToBuddy()
            .Expect("the memory map has it still", s => s.Owner[frame] == Owner.Vmemmap & s.Pte[0, last] == frame)
            .MadeAgain()
            .Expect("it is nobody's any longer", s => s.Owner[frame] == Owner.Retired)
            .Holds("bad-frame-not-reused");
    }

    [Theory, Rows]
    public void Bad_frame_of_a_restored_tail_page_serves_on_for_a_hugepage_that_is_lost(string design)
    {
        var restored = HugepageLife.InPool(design).Do("remove-from-pool").Restored();
        var last = restored.SharedTail().Page;
        var frame = restored.Read(s => s.Pte[0, last].Value);

        restored.Do("memory-failure-of-frame", frame: frame).LostToAll()
            .Expect("the memory map has it still", s => s.Owner[frame] == Owner.Vmemmap & s.Pte[0, last] == frame)
            .Holds("bad-frame-not-reused");
    }

    [Theory, Rows]
    public void Bad_frame_that_the_head_was_moved_to_serves_on(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var frame = inPool.Read(s => s.HeadFrame(0).Value);

        inPool.Expect("the head's page has moved there", s => s.HeadFrame(0) != 0)
            .Do("memory-failure-of-frame", frame: frame)
            .Do("dequeue").Expect("the head is there still", s => s.HeadFrame(0) == frame & s.FrameBad[frame] & s.Owner[frame] == Owner.Vmemmap)
            .Holds("bad-frame-not-reused");
    }

    // vmemmap_get_tail() returns what zone->vmemmap_tails[] has, and nobody ever takes it out of there.
    [Theory, Rows]
    public void Bad_frame_of_the_zone_serves_every_hugepage_that_is_optimised_later(string design)
    {
        var inPool = HugepageLife.InPool(design);
        var frame = inPool.Read(s => s.ZoneTail!.Value.Value);

        var again = inPool.Do("memory-failure-of-frame", frame: frame)
            .Expect("the zone has it still", s => s.ZoneTail!.Value == frame & s.Owner[frame] == Owner.Vmemmap)
            .Do("remove-from-pool").Restored().GivenToBuddy().MadeAgain();

        again.Expect("the next hugepage has its tails there", s => s.Pte[0, again.SharedTail().Page] == frame & s.FrameBad[frame]).Holds("bad-frame-not-reused");
    }

    // copy_page() of what is bad: nothing is asked before.
    [Theory, Rows]
    public void Bad_frame_of_the_head_is_copied_from_as_if_it_were_good_and_retired_when_the_optimise_gives_it_back(string design)
    {
        var begin = HugepageLife.Begun(design);
        var frame = begin.Read(s => s.HeadFrame(0).Value);

        begin.Do("memory-failure-of-frame", frame: frame).Made()
            .Expect("the head's page has moved", s => s.HeadFrame(0) != frame)
            .Expect("it is nobody's any longer", s => s.Owner[frame] == Owner.Retired)
            .Holds("bad-frame-not-reused").Holds("folio-data-kept");
    }
}
