using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Kernel.Layouts;

/// <summary>Linux 6.12.115 and later: the walk of v7.1, but the tail pages still share the head's frame.</summary>
internal static class Linux612115
{
    public static Design Design { get; } = LayoutOnly.Of(
        "linux-6.12.115", "Linux 6.12.118: as 6.12.113, with the walk of v7.1", "6.12.118, mm/hugetlb_vmemmap.c, include/linux/page-flags.h",
        new(KeptPages: 1, TailsWritable: false, IsListFifo: false), new FakeHeadLookup(TestsPgHead: true), new StablePageFlagsOfFolio(),
        new("restored-tails-are-clean", "A restore copies the frame that the tails are mapped to, and here that is the head's: each restored tail page begins with a copy of the head and of what hugetlb keeps behind it. The page allocator finds bad pages and keeps the hugepage."),
        new("lookup-across-remaps-finds-head", "Once the last optimised hugepage is restored the fake-head test is switched off, and the copies of the head pass for heads until the hugepage is freed. And as in v5.18, around a remap."),
        new("frame-owned-once", "The rollback of a failed optimise takes the head's frame for the shared one: the head gets another, and the new one is lost."),
        KnownOfSeveral.FlagShowsInTails,
        new("dissolved-flags-exact", "The copies of the head in restored tail pages have its PG_hwpoison: a dissolved hugepage that had an error leaves healthy pages flagged."),
        KnownOfSeveral.LostWithTheOldFrame,
        KnownOfSeveral.NotSeenWhenTaken);
}
