using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Designs;

/// <summary>
/// <c>corrected</c> where the page allocator does not look at what it gives away: nothing switches <c>check_pages_enabled</c> on, as <c>init_on_alloc=1</c> or CONFIG_DEBUG_VM does in 7.2.13. All other designs are
/// judged with these checks, as Debian's default has them, and without compaction and whoever allocates a contiguous range: they are not kept from a bad page by any configuration, so of them this design speaks too. What is left of the objection of 2020 then has nothing to do with the optimisation: a bad page goes to the buddy allocator inside a block of higher order. What is demoted is left out.
/// </summary>
public static class CorrectedUnchecked
{
    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrected.Design with
    {
        Name = "corrected+unchecked",
        Title = "corrected, where the page allocator does not look at the flags of the pages that it gives away",
        Source = "as corrected; 7.2.13 (package linux-source-7.2 7.2.13-1), mm/page_alloc.c: check_new_pages(), __free_pages_prepare(), take_page_off_buddy(), alloc_contig_frozen_range_noprof(), mm/compaction.c: compaction_alloc_noprof(), mm/mm_init.c: mem_debugging_and_hardening_init(), mm/memory-failure.c: memory_failure(), __page_handle_poison()",
        Parts =
        [
            .. Corrected.Design.Parts.Without<DemotePoolHugePage>()
                .Adapt<OtherUsers>(part => part with { IgnoresFlags = true })
                .Adapt<AllocFreshHugePage>(part => part with { IgnoresFlags = true }),
            new TakePageOffBuddy(),
        ],
        Refuted = new(
            "corrected+unchecked",
            new Expectation("poison-contained", "A hugepage is dissolved and freed as one block, its bad page in it; take_page_off_buddy() comes later, and who allocates a page in between is given the bad one: nobody looks at its flag. Memory failure reports MF_FAILED. Said by J. Yan in November 2025; the same where a hugepage with a known error is freed in any other way, which takes nothing off.")
                .After(10, "page-to-user")
                .HoldsWith("healthy-pages-freed", "free-waited-for")),
    };
}
