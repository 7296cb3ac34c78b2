using Vmemmap.Model.Kernel.Boot;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.15 to v7.0: hugepages that are set aside at boot get an optimised memory map from the beginning, and its tails are protected late.</summary>
public static partial class Linux615
{
    /// <summary>6.14 with hugepages that were never anything else.</summary>
    public static Design Design { get; } = Linux614.Design with
    {
        Name = "linux-6.15",
        Title = "Linux 6.15: boot hugepages are laid out optimised, and protected late",
        Source = "mm/hugetlb.c, mm/hugetlb_vmemmap.c and mm/mm_init.c of trees since v6.15 (mirrors), mm/sparse-vmemmap.c in the middle of their series, the mails of that (752fe17af693); what is done at run time, and the names of functions, as in linux-6.14",
        Parts = Linux614.Design.Parts.Replace<AllocFreshHugePage>(new LayOutAtBoot(), new GatherAtBoot(), Linux614.Design.Parts.The<AllocFreshHugePage>()),
        Tellings = Tellings,
        Refuted = new("linux-6.15",
        [
            new Expectation("tail-resolves-to-head", "Two ways, the first as in 6.14: the rollback goes on without a flush. At boot the struct page of a head is to be seen at every alias as soon as hugetlb_folio_init_vmemmap() has set PG_head, and static_branch_inc() comes when all hugepages of the node are gathered: until then nobody looks for fake heads, and whoever asks for the head of a tail at a page boundary of the memory map is given that itself.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "key-before-head", "flush-before-roll-back"),
            new Expectation("one-head-per-hugepage", "The same two: what a rollback copies passes for neither tail nor head, and at boot each alias of the head passes for a head while the key of the fake-head test is off.").After(6, "copy-back-begins")
                .HoldsWith("flush-before-key", "key-before-head", "flush-before-roll-back"),
            new Expectation("shared-tails-read-only", "__hugetlb_vmemmap_optimize_folios() calls vmemmap_wrprotect_hvo() with the address of the head and that address plus pages_per_huge_page(), a number of struct pages and not of bytes: of the 4095 tail pages of 1 GiB 63 become read-only, and 4032 stay writable as long as the hugepage is optimised (752fe17af693; fixed in v7.2).")
            {
                In = small => small with { FromMemblock = 1 },
                Without = SharedRefutations.NothingOfWalkers,
            }.After(12, "enqueue-at-boot")
                .HoldsWith("range-in-bytes"),

            // Of what is done at run time nothing else is another than in 6.14.
            .. Linux614.Design.Refuted.Only(refuted => refuted.Invariant is not ("tail-resolves-to-head" or "one-head-per-hugepage")),
        ]),
    };

    private static partial IReadOnlyList<TellingRun> Tellings { get; }
}
