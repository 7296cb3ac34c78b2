namespace Vmemmap.Proofs.Arithmetic;

/// <summary>Which struct pages lose their frame, and what is at their addresses afterwards.</summary>
internal static class SharedFrameTheorems
{
    private const string Remap = "mm/hugetlb_vmemmap.c, vmemmap_remap_free(): [start, end) and reuse";

    // The frame of the last kept vmemmap page backs all freed ones; an address reads there at the offset it has in its own page.
    public static Scene Shared { get; } = SharedIn(Scene.AllSizes);

    public static Scene SharedIn(Scene sizes) => sizes.WithFolio().WithKeptPages().With(
        """
        (define-fun first-freed () Word (bvshl kept slot-bits))
        (define-fun freed () Bool (bvule first-freed index))
        (define-fun alias () Word (join (bvshl (bvsub kept one) slot-bits) (slot-of address)))
        (define-fun alias-address () Word (bvadd head (bvshl alias struct-bits)))
        """,
        new Witness("struct page whose memory is read there", "alias"));

    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        ArithmeticTheorem.Always(
            "freed-range-begins-and-ends",
            "The struct pages in freed vmemmap pages are those from kept pages x slots to the last, and they fill the freed frames.",
            Remap,
            Shared.With("(declare-const page Word)\n(declare-const slot Word)", new Witness("vmemmap page", "page"), new Witness("slot", "slot")),
            ("begins", "(= freed (bvule kept (page-of address)))"),
            ("begins at a page", "(= (bvadd head (bvshl first-freed struct-bits)) (bvadd head (bvshl kept page-bits)))"),
            ("ends", """
                (=> (= index (bvsub base-pages one))
                    (and freed (= (page-of address) (bvsub vmemmap-pages one)) (= (slot-of address) (bvsub slots one))))
                """),
            ("fills the freed pages", """
                (=> (and (bvule kept page) (bvult page vmemmap-pages) (bvult slot slots))
                    (and (bvule first-freed (join (bvshl page slot-bits) slot)) (bvult (join (bvshl page slot-bits) slot) base-pages)))
                """)),

        ArithmeticTheorem.Always(
            "freed-range-of-the-proposal",
            "Of a 2 MiB page with 4 KiB pages, 64-byte struct pages and two kept pages, struct pages 128 to 511 lose their frame.",
            "RFC, 2020-09-15, Message-ID 20200915125947.26204",
            SharedIn(Scene.OfSizes(pageBits: 12, structBits: 6, order: 9)).With("(assert (= kept (_ bv2 64)))"),
            ("128..511", "(= (bvule kept (page-of address)) (and (bvule (_ bv128 64) index) (bvule index (_ bv511 64))))")),

        ArithmeticTheorem.Always(
            "slot-in-the-shared-frame",
            "A freed struct page reads, in the shared frame, the struct page with its own slot in the last kept vmemmap page.",
            "Matthew Wilcox, 2020-09-15, Message-ID 20200915181530.GL5449: abcdefgh | ijklmnop | ijklmnop | ...",
            Shared,
            ("same slot", "(=> freed (= (slot-of alias-address) (slot-of address)))"),
            ("last kept page", "(=> freed (= (page-of alias-address) (bvsub kept one)))"),
            ("same offset", "(=> freed (= (low alias-address page-bits) (low address page-bits)))")),

        ArithmeticTheorem.Always(
            "two-kept-pages-alias-tails-only",
            "If two or more vmemmap pages are kept, no freed struct page reads the head.",
            "RFC, 2020-09-15: why the second page is the one to share",
            Shared,
            ("never the head", "(=> (and freed (bvule (_ bv2 64) kept)) (distinct alias zero))")),

        ArithmeticTheorem.Always(
            "one-kept-page-makes-fake-heads",
            "If one vmemmap page is kept, the freed struct pages that read the head are exactly those at the start of a vmemmap page.",
            "include/linux/page-flags.h, page_fixed_fake_head() (5.18 to 7.0)",
            Shared.With("(assert (= kept one))"),
            ("exactly the aligned ones", "(=> freed (= (= alias zero) (aligned address page-bits)))")),
    ];
}
