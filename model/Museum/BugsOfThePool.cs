using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of the pool: the type, the reference count and the lists of a hugepage.</summary>
internal static class BugsOfThePool
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        // 32c877191e02 undone.
        new("type-dropped-early", "The hugetlb type is cleared before the tails are restored.", "type-covers-shared-tails",
            new Replace<RemoveHugetlbPage>(part => part.KeepsType ? part with { KeepsType = false } : null)),

        // d8f5f7e445f0 undone.
        new("type-set-late", "The hugetlb type is set after the tails are remapped.", "type-covers-shared-tails",
            new Replace<SetTypeBeforeOptimise>(_ => new SetTypeAfterOptimise())),

        // 2b21624fc232 undone.
        new("fresh-hugepage-counted", "A fresh hugepage has the reference of its allocation.", "frozen-while-remapped",
            new Replace<AllocFreshHugePage>(part => part.IsFrozen ? part with { IsFrozen = false } : null)),

        // bd225530a4c7 undone, the other half of it.
        new("unfrozen-while-restored", "A hugepage gets a reference when it leaves the pool, before its restore.", "nobody-holds-a-remapped-page",
            new Replace<RemoveHugetlbPage>(part => part.KeepsFrozen ? part with { KeepsFrozen = false } : null)),

        new("dequeued-still-free", "A hugepage is taken from the pool and still counts as free.", "nobody-holds-a-remapped-page",
            new DropWrite("dequeue", "freed")),

        // As it was until v5.18 (M. Kravetz).
        new("flagged-hugepage-demoted", "A hugepage with an error is demoted: nobody asks for PG_hwpoison.", "demoted-without-errors",
            new DropTest("demote", "PageHWPoison(head) is clear"), new DropTest("demotion-drops-type", "PageHWPoison(head) is clear")),

        // As released.
        new("flag-asked-for-once", "A hugepage that is demoted is asked for PG_hwpoison before its restore, and not again.", "demoted-without-errors",
            new Replace<DemotePoolHugePage>(part => part.LooksAgain ? part with { LooksAgain = false } : null)),

        new("smaller-hugepages-typed-unasked", "Smaller hugepages enter their pool though a page was flagged while they had no type.", "demoted-without-errors",
            new DropTest("enter-smaller-pool", "no page was flagged since")),

        // 6c1419730822 undone: as it was where the pages of a gigantic hugepage are freed one by one.
        new("head-flag-kept", "A hugepage is dissolved and its head keeps the flag of a head.", "dissolved-pages-are-ordinary",
            new DropWrite("free-struct-pages", "PG_head")),

        new("folio-data-not-wiped", "A hugepage is dissolved and its struct pages keep what hugetlb had there.", "dissolved-pages-are-ordinary",
            new DropWrite("free-struct-pages", "hugetlb_data")),

        // 7ffddd499ba6 undone.
        new("freed-flag-not-asked", "A hugepage without a reference is dissolved though it is not on the free list yet.", "moved-only-when-listed",
            new DropTest("dissolve-free-page", "HPageFreed(head)"), new DropTest("dissolve-unmapped-page", "HPageFreed(head)")),

        new("reserved-hugepage-dissolved", "A free hugepage is dissolved without a look at how many are reserved.", "reserved-hugepages-are-free",
            new DropTest("dissolve-free-page", "available_huge_pages(h) is not 0"), new DropTest("dissolve-unmapped-page", "available_huge_pages(h) is not 0")),

        new("reserved-hugepage-given-away", "Somebody who was not promised a hugepage is given one without a look at how many are reserved.", "bad-hugepages-not-promised",
            new DropTest("dequeue", "one is available to who was not promised any")),

        new("pool-shrunk-below-surplus", "The pool is made smaller by one that is its own though all that there are are surplus.", "surplus-hugepages-exist",
            new DropTest("remove-from-pool", "persistent_huge_pages(h) is above 0")),
    ];
}
