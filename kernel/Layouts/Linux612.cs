using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Kernel.Layouts;

/// <summary>Linux 6.12 up to 6.12.114: the head's page is moved to a new frame, or stays where there is none; the tail pages share it; fake heads. The steps of <c>linux-6.12</c> are in the catalogue; the code is not bound to them yet.</summary>
internal static class Linux612
{
    public static Design Design { get; } = LayoutOnly.Of(
        "linux-6.12-layout", "Linux 6.12.113: the head's page moved to a new frame, which the tails share", "6.12.113, mm/hugetlb_vmemmap.c, include/linux/page-flags.h",
        new(KeptPages: 1, TailsWritable: false, IsListFifo: false), new FakeHeadLookup(TestsPgHead: true),
        new("tail-resolves-to-head", "The rollback of a failed optimise copies the head's page over frames that other CPUs may still translate to, as in 6.1.192; and as frames come back in another order, each page gets that of another."),
        new("one-head-per-hugepage", "The same copy: the first struct page of a tail page is neither PageTail nor PageHead."),
        new("lookup-across-remaps-finds-head", "compound_head is read through the shared frame and PG_head through the tail's own one, so a tail passes for a head: as in v5.18. And where a list of hugepages is restored the key of the fake-head test is lowered before the flush (docs/findings/fake-heads-while-the-key-is-off.md)."),
        KnownOfSeveral.FlagShowsInTails,
        KnownOfSeveral.LostWithTheOldFrame,
        KnownOfSeveral.NotSeenWhenTaken);
}
