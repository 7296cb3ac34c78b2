namespace Vmemmap.Proofs.Arithmetic;

/// <summary>
/// Plausible statements that are wrong. The proof must refute every one of them, with numbers: a check that cannot fail shows nothing.
/// </summary>
public static class ArithmeticMistakes
{
    private static readonly Scene Gigantic = SharedFrameTheorems.SharedIn(Scene.OfSizes(pageBits: 12, structBits: 6, order: 18));

    /// <summary>The wrong statements.</summary>
    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        ArithmeticTheorem.Always(
            "freed-range-one-struct-page-early",
            "The freed vmemmap pages begin one struct page before the kept ones end.",
            "Mistake: an off-by-one in the number of reserved struct pages",
            SharedFrameTheorems.Shared,
            ("begins", "(= (bvule (bvsub first-freed one) index) (bvule kept (page-of address)))")),

        ArithmeticTheorem.Always(
            "last-struct-page-is-kept",
            "The last struct page of a folio keeps its frame.",
            "Mistake: an end that is taken to belong to the range",
            SharedFrameTheorems.Shared,
            ("ends", "(=> freed (bvult index (bvsub base-pages one)))")),

        ArithmeticTheorem.Always(
            "all-pages-kept",
            "Something is freed even if as many vmemmap pages are kept as there are.",
            "Mistake: >= for > in hugetlb_vmemmap_optimizable_size()",
            Scene.Folio.With(
                "(declare-const kept Word)\n(assert (and (bvule one kept) (bvule kept vmemmap-pages)))",
                new Witness("kept vmemmap pages", "kept")),
            ("freed", "(=> (= index (bvsub base-pages one)) (bvule kept (page-of address)))")),

        ArithmeticTheorem.Always(
            "two-kept-pages-share-the-first",
            "If two vmemmap pages are kept and the first is shared, no freed struct page reads the head.",
            "Mistake: reuse of the head's page in the layout of 5.14",
            SharedFrameTheorems.Shared.With("(assert (= kept (_ bv2 64)))"),
            ("never the head", "(=> freed (distinct (slot-of address) zero))")),

        ArithmeticTheorem.Always(
            "gigantic-pages-save-4095-with-two-kept",
            "A 1 GiB page with two kept vmemmap pages gives back 4095 frames.",
            "Mistake: RFC cover letter, 2020-09-15, which says 4095; its own total fits 4094",
            Gigantic.With("(assert (= kept (_ bv2 64)))"),
            ("saved", "(= (bvsub vmemmap-pages kept) (_ bv4095 64))")),

        ArithmeticTheorem.Always(
            "gigantic-pages-have-4096-struct-pages",
            "A 1 GiB page has 4096 struct pages.",
            "Mistake: RFC cover letter, 2020-09-15, which takes vmemmap pages for struct pages",
            Gigantic,
            ("count", "(= base-pages (_ bv4096 64))")),

        ArithmeticTheorem.Always(
            "pfn-by-page-size",
            "The distance of a struct page from the head's, divided by the page size, is its index.",
            "Mistake: a shift by PAGE_SHIFT where the size of a struct page is meant",
            Scene.Folio,
            ("index", "(= (page-of address) index)")),

        ArithmeticTheorem.Always(
            "pointer-with-its-tag",
            "What a tail holds is the address of the head.",
            "Mistake: compound_head without subtracting 1",
            Scene.Folio,
            ("found", "(= (bvadd head one) head)")),

        ArithmeticTheorem.Always(
            "fake-heads-uncorrected",
            "With one kept frame, the lookup of 5.14 finds the head of every tail.",
            "Mistake: one frame without page_fixed_fake_head()",
            WithCorrection("false", "one"),
            ("found", "(= (mistaken-head address true true true) head)")),

        ArithmeticTheorem.Always(
            "fake-head-asks-the-second-neighbour",
            "A fake head may ask p[2] instead of p[1], however many struct pages are in a page.",
            "Mistake: a wrong neighbour in page_fixed_fake_head()",
            WithCorrection("(aligned a page-bits)", "(_ bv2 64)"),
            ("found", "(= (mistaken-head address true true true) head)")),

        ArithmeticTheorem.Always(
            "fake-head-asks-itself",
            "A fake head may look at its own compound_head once more.",
            "Mistake: p[0] for p[1] in page_fixed_fake_head()",
            WithCorrection("(aligned a page-bits)", "zero"),
            ("found", "(= (mistaken-head address true true true) head)")),

        ArithmeticTheorem.Always(
            "lookup-across-a-restore",
            "Whatever mixture of own and shared frames its reads see, a lookup finds the head.",
            "Mistake: a reader without a reference, beside a restore",
            EncodingScenes.OneFrame.With("(declare-const at-word Bool)\n(declare-const at-flags Bool)"),
            ("found", "(= (compound-head address at-word at-flags at-flags) head)")),

        ArithmeticTheorem.Always(
            "mask-of-the-order-alone",
            "A mask that clears as many bits as the order, not counting the size of a struct page, leads to the head.",
            "Mistake: shift = order for shift = order + log2(sizeof(struct page))",
            EncodingScenes.WithMask(Scene.Folio.With("(assert (aligned head folio-bits))"), "order"),
            ("found", "(= compound-head head)")),

        ArithmeticTheorem.Always(
            "no-struct-page-of-72-bytes-straddles",
            "Struct pages of 72 bytes never cross into the next vmemmap page.",
            "Mistake: leaving out the test for a power of two",
            Scene.Words.With(
                """
                (declare-const index Word)
                (assert (bvult index (_ bv512 64)))
                (define-fun first () Word (bvmul index (_ bv72 64)))
                """,
                new Witness("struct page", "index"),
                new Witness("its first byte, counted from the head's", "first")),
            ("one page", "(= (bvlshr first (_ bv12 64)) (bvlshr (bvadd first (_ bv71 64)) (_ bv12 64)))")),
    ];

    private static Scene WithCorrection(string canBeFake, string neighbour) => EncodingScenes.OneFrame.With(
        EncodingScenes.FixedFakeHead("mistaken-correction", canBeFake, neighbour) + "\n"
        + EncodingScenes.CompoundHead("mistaken-head", "mistaken-correction"));
}
