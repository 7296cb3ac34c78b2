namespace Vmemmap.Proofs.Arithmetic;

/// <summary>The example with which the optimisation was first called impossible, and the general fact behind it.</summary>
internal static class MailTheorems
{
    private const string Wilcox = "Matthew Wilcox, 2020-09-15 14:32 UTC: a driver may do I/O on head+5";

    private static readonly Scene Any = TransferIn(Scene.AllSizes);
    private static readonly Scene Mail = TransferIn(Scene.OfSizes(pageBits: 12, structBits: 6, order: 9))
        .With("(assert (= offset #x0000000000005000))");

    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        ArithmeticTheorem.Always(
            "the-mails-transfer",
            "A transfer of 2 KiB at offset 0x5000 of a 2 MiB page belongs to head+5 alone, which gives its physical address and leads to the head.",
            Wilcox,
            Mail,
            ("head+5", "(and (= place (_ bv5 64)) (= page (bvadd head (bvmul (_ bv5 64) (_ bv64 64)))))"),
            ("alone", "(= (bvlshr (bvadd physical #x00000000000007ff) page-bits) transfer-pfn)"),
            ("physical address", "(= (join (bvshl transfer-pfn page-bits) (low offset page-bits)) physical)"),
            ("leads to the head", "(= compound-head head)")),

        ArithmeticTheorem.Always(
            "every-byte-has-its-struct-page",
            "Any byte of a hugepage belongs to the struct page of its base page, which gives its physical address and leads to the head.",
            Wilcox,
            Any,
            ("struct page", "(= place (bvlshr offset page-bits))"),
            ("physical address", "(= (join (bvshl transfer-pfn page-bits) (low offset page-bits)) physical)"),
            ("leads to the head", "(= compound-head head)")),
    ];

    // A transfer somewhere in the folio. Distances of struct pages are from the head's.
    private static Scene TransferIn(Scene sizes) => sizes.WithFolioInMemory().With(
        """
        (declare-const offset Word)
        (declare-const head Word)
        (assert (and (bvult offset (bvshl base-pages page-bits)) (not (bit0 head))))
        (define-fun physical () Word (join (bvshl head-pfn page-bits) offset))
        (define-fun transfer-pfn () Word (bvlshr physical page-bits))
        (define-fun place () Word (bvsub transfer-pfn head-pfn))
        (define-fun page () Word (bvadd head (bvshl place struct-bits)))
        (define-fun compound-word () Word (ite (= place zero) zero (bvadd head one)))
        (define-fun compound-head () Word (ite (bit0 compound-word) (bvsub compound-word one) page))
        """,
        new Witness("offset in the hugepage, bytes", "offset"),
        new Witness("physical address", "physical"),
        new Witness("struct page", "place"));
}
