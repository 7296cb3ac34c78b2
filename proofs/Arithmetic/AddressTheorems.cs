namespace Vmemmap.Proofs.Arithmetic;

/// <summary>Struct page address &lt;-&gt; pfn &lt;-&gt; vmemmap page and slot &lt;-&gt; physical address.</summary>
internal static class AddressTheorems
{
    private const string MemoryModel = "include/asm-generic/memory_model.h, __pfn_to_page() and __page_to_pfn() with CONFIG_SPARSEMEM_VMEMMAP";
    private const string Deduplication = "Documentation/mm/vmemmap_dedup.rst";

    // The array of all struct pages: that of pfn 0 at `vmemmap`, the end at most at 2^64.
    private const string Array = """
        (declare-const vmemmap Word)
        (assert (bvule vmemmap (bvneg (bvshl pfns struct-bits))))
        (define-fun struct-page ((pfn Word)) Word (bvadd vmemmap (bvshl pfn struct-bits)))
        (define-fun pfn-of ((address Word)) Word (bvlshr (bvsub address vmemmap) struct-bits))
        """;

    private static readonly Scene AnyPfn = Scene.AllSizes.With(
        """
        (declare-const pfn Word)
        (assert (bvult pfn pfns))
        """,
        new Witness("pfn", "pfn"));

    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        ArithmeticTheorem.Always(
            "joining-is-adding",
            "A number that is smaller than the alignment of another can be joined to it bit by bit instead of being added.",
            "Arithmetic; used by the other theorems",
            Scene.Words.With(
                """
                (declare-const high Word)
                (declare-const below Word)
                (declare-const exponent (_ BitVec 6))
                (define-fun bits () Word ((_ zero_extend 58) exponent))
                (assert (and (aligned high bits) (bvult below (pow2 bits))))
                """,
                new Witness("aligned number", "high"),
                new Witness("smaller number", "below")),
            ("joined", "(= (bvadd high below) (join high below))")),

        ArithmeticTheorem.Always(
            "an-array-that-fits-does-not-wrap",
            "In an array that ends before the end of the address space, what begins further from its start has the higher address.",
            "Arithmetic; used by the other theorems",
            Scene.Words.With(
                """
                (declare-const start Word)
                (declare-const length Word)
                (declare-const nearer Word)
                (declare-const further Word)
                (assert (and (bvult nearer further) (bvult further length) (bvule start (bvneg length))))
                """,
                new Witness("start", "start"),
                new Witness("length, bytes", "length"),
                new Witness("one offset, bytes", "nearer"),
                new Witness("other offset, bytes", "further")),
            ("not below the start", "(bvule start (bvadd start nearer))"),
            ("in order", "(bvult (bvadd start nearer) (bvadd start further))")),

        ArithmeticTheorem.Always(
            "pfn-and-struct-page-round-trip",
            "Every pfn has a struct page inside the array of struct pages, and from each of the two the other is found again.",
            MemoryModel,
            AnyPfn.With(Array).With("(declare-const distance Word)", new Witness("distance from the start of the array, bytes", "distance")),
            ("pfn found again", "(= (pfn-of (struct-page pfn)) pfn)"),
            ("inside", "(bvule (bvadd (bvshl pfn struct-bits) struct-size) (bvshl pfns struct-bits))"),
            ("address found again", """
                (=> (and (aligned distance struct-bits) (bvult distance (bvshl pfns struct-bits)))
                    (and (= (struct-page (pfn-of (bvadd vmemmap distance))) (bvadd vmemmap distance)) (bvult (pfn-of (bvadd vmemmap distance)) pfns)))
                """)),

        ArithmeticTheorem.Always(
            "struct-pages-do-not-overlap",
            "The struct page of a lower pfn ends before the struct page of a higher one begins.",
            MemoryModel,
            AnyPfn.With("(declare-const higher Word)\n(assert (and (bvult pfn higher) (bvult higher pfns)))", new Witness("higher pfn", "higher")),
            ("apart", "(bvult (join (bvshl pfn struct-bits) (bvsub struct-size one)) (bvshl higher struct-bits))")),

        ArithmeticTheorem.Always(
            "no-power-of-two-struct-page-straddles",
            "The first and the last byte of a struct page are in the same vmemmap page.",
            "RFC cover letter, 2020-09-15: the BUILD_BUG_ON on sizeof(struct page)",
            AnyPfn,
            ("one page", "(= (bvlshr (bvshl pfn struct-bits) page-bits) (bvlshr (join (bvshl pfn struct-bits) (bvsub struct-size one)) page-bits))")),

        ArithmeticTheorem.Always(
            "folio-fills-whole-vmemmap-pages",
            "In a vmemmap that is aligned to pages, the struct pages of a folio begin at a vmemmap page and end at one.",
            Deduplication,
            Scene.FolioInMemory.With(Array).With("(assert (aligned vmemmap page-bits))", new Witness("address of the struct page of pfn 0", "vmemmap")),
            ("begin", "(aligned (struct-page head-pfn) page-bits)"),
            ("end", "(aligned (bvadd (struct-page head-pfn) (pow2 folio-bits)) page-bits)"),
            ("do not wrap", "(bvule (bvadd (bvshl head-pfn struct-bits) (pow2 folio-bits)) (bvshl pfns struct-bits))")),

        ArithmeticTheorem.Always(
            "folio-struct-pages-are-naturally-aligned",
            "In a vmemmap that is aligned to the struct pages of a folio, the struct pages of every folio are.",
            "mm/sparse.c, sparse_init() since 7.1: the assumption of the mask encoding",
            Scene.FolioInMemory.With(Array).With("(assert (aligned vmemmap folio-bits))", new Witness("address of the struct page of pfn 0", "vmemmap")),
            ("aligned", "(aligned (struct-page head-pfn) folio-bits)")),

        ArithmeticTheorem.Always(
            "struct-page-to-page-and-slot-round-trip",
            "A struct page's address gives its vmemmap page and slot, both in range, and these give back the struct page and its address.",
            Deduplication,
            Scene.Folio,
            ("in range", "(and (bvult (page-of address) vmemmap-pages) (bvult (slot-of address) slots))"),
            ("index found again", "(= (join (bvshl (page-of address) slot-bits) (slot-of address)) index)"),
            ("address found again", "(= (bvadd head (join (bvshl (page-of address) page-bits) (bvshl (slot-of address) struct-bits))) address)")),

        ArithmeticTheorem.Always(
            "folios-share-no-vmemmap-page",
            "Struct pages of two folios, of whatever orders, are never in the same vmemmap page, so page table entries are changed for one folio only.",
            "mm/hugetlb_vmemmap.c: remapping takes no lock against other folios",
            Scene.FolioInMemory.With(
                """
                ; Another folio behind the first, of an order of its own, whose struct pages fill at least one vmemmap page.
                (declare-const other-exponent (_ BitVec 6))
                (define-fun other-order () Word ((_ zero_extend 58) other-exponent))
                (declare-const other-head-pfn Word)
                (declare-const other-index Word)
                (assert (and (bvule other-order (_ bv40 64)) (bvule page-bits (bvadd other-order struct-bits))))
                (assert (and (aligned other-head-pfn other-order) (bvult other-head-pfn pfns) (bvult other-index (pow2 other-order))))
                (assert (bvult (join head-pfn (bvsub base-pages one)) other-head-pfn))
                (define-fun other-pfn () Word (join other-head-pfn other-index))
                """,
                new Witness("order of the other folio", "other-order"),
                new Witness("pfn of the other folio", "other-pfn")),
            ("apart", "(distinct (bvlshr (bvshl pfn struct-bits) page-bits) (bvlshr (bvshl other-pfn struct-bits) page-bits))")),

        ArithmeticTheorem.Always(
            "pfn-to-physical-address",
            "Base page i of a folio has pfn head + i, which is in range, and a physical address i pages above the head's, of which no bit is lost.",
            "include/linux/pfn.h, PFN_PHYS() and PHYS_PFN()",
            Scene.FolioInMemory,
            ("in range", "(bvult pfn pfns)"),
            ("physical address", "(= (bvshl pfn page-bits) (join (bvshl head-pfn page-bits) (bvshl index page-bits)))"),
            ("no bit lost", "(= (bvlshr (bvshl pfn page-bits) page-bits) pfn)")),
    ];
}
