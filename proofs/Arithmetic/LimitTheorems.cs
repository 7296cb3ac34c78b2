using System.Globalization;

namespace Vmemmap.Proofs.Arithmetic;

/// <summary>Where the optimisation, or one of its encodings, must not be used: each with the clash that shows it.</summary>
internal static class LimitTheorems
{
    private const string Straddle = "mm/hugetlb_vmemmap.c: \"cannot optimize vmemmap pages because \\\"struct page\\\" crosses page boundaries\"";

    // sizeof(struct page) without and with the options that add words to it.
    private static readonly int[] OddSizes = [56, 72, 80];
    private static readonly int[] PageBits = [12, 14, 16];

    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        .. OddSizes.Select(Straddles),
        .. OddSizes.Select(ReadsTheWrongField),

        ArithmeticTheorem.Always(
            "every-other-struct-page-size-straddles",
            "If the size of a struct page is not a power of two, number floor(page size / size) begins in the first vmemmap page and ends in the second.",
            Straddle,
            Scene.Words.With(
                """
                (declare-const page-exponent (_ BitVec 5))
                (declare-const size (_ BitVec 34))
                (declare-const number (_ BitVec 34))
                (declare-const rest (_ BitVec 34))
                (define-fun page-size () (_ BitVec 34) (bvshl (_ bv1 34) ((_ zero_extend 29) page-exponent)))
                (assert (and (bvule (_ bv12 5) page-exponent) (bvule page-exponent (_ bv16 5))))
                ; Not a power of two, and smaller than a page: page-size = number x size + rest.
                (assert (and (distinct (bvand size (bvsub size (_ bv1 34))) (_ bv0 34)) (bvult size page-size)))
                (assert (and (bvule number page-size) (bvult rest size) (= page-size (bvadd (bvmul number size) rest))))
                """,
                new Witness("size of a struct page, bytes", "size"),
                new Witness("struct page", "number")),
            ("begins in the first", "(bvult (bvmul number size) page-size)"),
            ("ends in the second", "(bvult page-size (bvadd (bvmul number size) size))")),

        ArithmeticTheorem.Possible(
            "one-slot-per-page-defeats-the-correction-of-fake-heads",
            "If a struct page filled a whole page, the neighbour that a fake head asks would be fake too, and a tail would pass for a head.",
            "include/linux/page-flags.h, page_fixed_fake_head(): p[1] must be in the kept frame",
            ("a tail", EncodingScenes.OneFrameIn(Scene.OfSizes(pageBits: 12, structBits: 12, order: 9)).With(Scene.KernelAddresses),
                "(and (distinct index zero) (= (compound-head address true true true) address))")),

        ArithmeticTheorem.Possible(
            "mask-encoding-needs-natural-alignment",
            "If the vmemmap is only aligned to pages, a mask can lead to an address that is not the head's.",
            "mm/sparse.c, sparse_init() since 7.1: the check of the alignment of vmemmap",
            ("not the head", EncodingScenes.WithMask(Scene.OfSizes(pageBits: 12, structBits: 6, order: 9).WithFolio(), "folio-bits").With(Scene.KernelAddresses),
                "(distinct compound-head head)")),

        ArithmeticTheorem.Always(
            "a-count-for-bytes-protects-64-pages-of-4096",
            "The number of struct pages added to an address, as if it were bytes, covers 64 of the 4096 vmemmap pages of a 1 GiB page.",
            "752fe17af693, hugetlb_vmemmap_optimize_folios() of boot pages: the range given to vmemmap_wrprotect_hvo(); fixed in 2026",
            Scene.OfSizes(pageBits: 12, structBits: 6, order: 18).WithFolio(),
            ("64 of 4096", "(and (= vmemmap-pages (_ bv4096 64)) (= (page-of (bvadd head base-pages)) (_ bv64 64)))"),
            ("the rest is writable", "(=> (bvule (_ bv64 64) (page-of address)) (bvule (bvadd head base-pages) address))")),
    ];

    private static ArithmeticTheorem Straddles(int size) => ArithmeticTheorem.Possible(
        $"struct-pages-of-{size}-bytes-straddle",
        $"A struct page of {size} bytes can begin in one vmemmap page and end in the next.",
        Straddle,
        PageBits.Select(pageBits => (PagesOf(pageBits), OddStructPage(pageBits, size), "(distinct (bvlshr first page-bits) (bvlshr last page-bits))")));

    private static ArithmeticTheorem ReadsTheWrongField(int size) => ArithmeticTheorem.Possible(
        $"struct-pages-of-{size}-bytes-read-the-wrong-field",
        $"If a vmemmap page of {size}-byte struct pages shares the frame of the first, a compound_head is read from some other field of another one.",
        Straddle,
        PageBits.Select(pageBits => (PagesOf(pageBits), OddStructPage(pageBits, size).With(
            """
            ; The word at byte 8 of a struct page whose page has lost its frame is read at the same offset in vmemmap page 0,
            ; which is byte `field` of struct page `owner`.
            (define-fun word () Word (low (bvadd first (_ bv8 64)) page-bits))
            (declare-const owner Word)
            (declare-const field Word)
            (assert (and (bvult owner base-pages) (bvult field size) (= word (bvadd (bvmul owner size) field))))
            """,
            new Witness("struct page that is read instead", "owner"),
            new Witness("byte of it that is read as compound_head (which is at 8)", "field")),
            "(and (bvule (pow2 page-bits) first) (distinct field (_ bv8 64)))")));

    private static string PagesOf(int pageBits) => string.Create(CultureInfo.InvariantCulture, $"pages of {1 << (pageBits - 10)} KiB");

    // Struct pages of a size that is no power of two, from the start of a vmemmap page on; addresses are relative to that start.
    private static Scene OddStructPage(int pageBits, int size) => Scene.Words.With(
        $"""
        (define-fun page-bits () Word (_ bv{pageBits} 64))
        (define-fun size () Word (_ bv{size} 64))
        (define-fun base-pages () Word (_ bv16384 64))
        (declare-const index Word)
        (assert (bvult index base-pages))
        (define-fun first () Word (bvmul index size))
        (define-fun last () Word (bvadd first (bvsub size one)))
        (define-fun cut () Word (bvsub (pow2 page-bits) (low first page-bits)))
        """,
        new Witness("struct page", "index"),
        new Witness("offset in its vmemmap page, bytes", "(low first page-bits)"),
        new Witness("bytes from its start to the end of that page", "cut"));
}
