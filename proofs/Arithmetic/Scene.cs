namespace Vmemmap.Proofs.Arithmetic;

/// <summary>Sizes and addresses about which something is proved: SMT-LIB definitions and assumptions over 64-bit words.</summary>
/// <param name="Text">the SMT-LIB text so far.</param>
/// <param name="Witnesses">the numbers that describe an instance of it to a reader.</param>
/// <remarks>
/// Sizes are powers of two given by symbolic exponents, so one question covers them all. That is decided quickly as long as no question
/// compares sums of several unknowns; hence a folio's head is an unknown of its own, whose alignment is an assumption here and a theorem
/// in <see cref="AddressTheorems"/>, and fields that do not overlap are joined by <c>bvor</c>, which is their sum (a theorem there as well).
/// </remarks>
public sealed record Scene(string Text, IReadOnlyList<Witness> Witnesses)
{
    /// <summary>An assumption for examples: the head is where x86-64 has its struct pages, so that the example reads like one.</summary>
    public const string KernelAddresses = "(assert (and (bvule #xffffea0000000000 head) (bvult head #xffffeb0000000000)))";

    private const string WordFunctions = """
        (set-logic QF_BV)
        (define-sort Word () (_ BitVec 64))
        (define-fun zero () Word (_ bv0 64))
        (define-fun one () Word (_ bv1 64))
        (define-fun pow2 ((bits Word)) Word (bvshl one bits))
        (define-fun low ((word Word) (bits Word)) Word (bvand word (bvsub (pow2 bits) one)))
        (define-fun aligned ((word Word) (bits Word)) Bool (= (low word bits) zero))
        (define-fun join ((high Word) (below Word)) Word (bvor high below))
        (define-fun bit0 ((word Word)) Bool (= ((_ extract 0 0) word) #b1))
        """;

    /// <summary>64-bit words and nothing said about any.</summary>
    public static Scene Words { get; } = new(WordFunctions, []);

    /// <summary>
    /// Every page size from 4 KiB to 64 KiB, every power-of-two struct page size from 8 bytes to a page, every order whose struct pages fill
    /// at least two vmemmap pages, in any physical address space of at most 52 bits.
    /// </summary>
    public static Scene AllSizes { get; } = Words.With(
        """
        ; Exponents: page-bits = log2(PAGE_SIZE), struct-bits = log2(sizeof(struct page)), phys-bits = physical address bits.
        (declare-const page-exponent (_ BitVec 5))
        (declare-const struct-exponent (_ BitVec 5))
        (declare-const order-exponent (_ BitVec 6))
        (declare-const phys-exponent (_ BitVec 6))
        (define-fun page-bits () Word ((_ zero_extend 59) page-exponent))
        (define-fun struct-bits () Word ((_ zero_extend 59) struct-exponent))
        (define-fun order () Word ((_ zero_extend 58) order-exponent))
        (define-fun phys-bits () Word ((_ zero_extend 58) phys-exponent))
        (assert (and (bvule (_ bv12 64) page-bits) (bvule page-bits (_ bv16 64))))
        (assert (and (bvule (_ bv3 64) struct-bits) (bvule struct-bits page-bits)))
        (assert (bvule phys-bits (_ bv52 64)))
        (assert (bvule (bvadd order page-bits) phys-bits))
        (assert (bvult page-bits (bvadd order struct-bits)))
        """ + "\n" + DerivedSizes,
        SizeWitnesses);

    /// <summary>A folio in memory: its pfns, of which one is <c>pfn = head-pfn + index</c>. Naturally aligned, as the buddy allocator has it.</summary>
    public static Scene FolioInMemory { get; } = AllSizes.WithFolioInMemory();

    /// <summary>
    /// The struct pages of a folio: the head's, at an address that is aligned to a vmemmap page and from which all fit before the end of the
    /// address space, and another one, <c>index</c>, at <c>address</c>.
    /// </summary>
    public static Scene Folio { get; } = AllSizes.WithFolio();

    private const string DerivedSizes = """
        (define-fun pfns () Word (pow2 (bvsub phys-bits page-bits)))
        (define-fun folio-bits () Word (bvadd order struct-bits))
        (define-fun slot-bits () Word (bvsub page-bits struct-bits))
        (define-fun struct-size () Word (pow2 struct-bits))
        (define-fun base-pages () Word (pow2 order))
        (define-fun slots () Word (pow2 slot-bits))
        (define-fun vmemmap-pages () Word (pow2 (bvsub folio-bits page-bits)))
        """;

    private static Witness[] SizeWitnesses =>
    [
        new("log2 of the page size in bytes", "page-bits"),
        new("log2 of the struct page size in bytes", "struct-bits"),
        new("order", "order"),
    ];

    /// <summary>One kind of hugepage, in a physical address space of 52 bits.</summary>
    /// <param name="pageBits">log2 of the page size in bytes.</param>
    /// <param name="structBits">log2 of the struct page size in bytes.</param>
    /// <param name="order">the order.</param>
    public static Scene OfSizes(int pageBits, int structBits, int order) => Words.With(
        $"""
        (define-fun page-bits () Word (_ bv{pageBits} 64))
        (define-fun struct-bits () Word (_ bv{structBits} 64))
        (define-fun order () Word (_ bv{order} 64))
        (define-fun phys-bits () Word (_ bv52 64))
        """ + "\n" + DerivedSizes);

    /// <summary>This scene with more text and more numbers to show.</summary>
    public Scene With(string text, params IEnumerable<Witness> witnesses) => new($"{Text}\n{text}", [.. Witnesses, .. witnesses]);

    /// <summary>See <see cref="FolioInMemory"/>.</summary>
    public Scene WithFolioInMemory() => With(
        """
        (declare-const head-pfn Word)
        (declare-const index Word)
        (assert (and (aligned head-pfn order) (bvult head-pfn pfns) (bvult index base-pages)))
        (define-fun pfn () Word (join head-pfn index))
        """,
        new Witness("pfn of the head", "head-pfn"),
        new Witness("struct page of the folio", "index"));

    /// <summary>See <see cref="Folio"/>.</summary>
    public Scene WithFolio() => With(
        """
        (declare-const head Word)
        (declare-const index Word)
        (assert (and (aligned head page-bits) (bvule head (bvneg (pow2 folio-bits))) (bvult index base-pages)))
        (define-fun address () Word (bvadd head (bvshl index struct-bits)))
        (define-fun page-of ((a Word)) Word (bvlshr (bvsub a head) page-bits))
        (define-fun slot-of ((a Word)) Word (bvlshr (low a page-bits) struct-bits))
        """,
        new Witness("address of the head's struct page", "head"),
        new Witness("struct page of the folio", "index"),
        new Witness("its address", "address"));

    /// <summary>This scene with a number of kept vmemmap pages, at least one and fewer than there are.</summary>
    public Scene WithKeptPages() => With(
        """
        (declare-const kept Word)
        (assert (and (bvule one kept) (bvult kept vmemmap-pages)))
        """,
        new Witness("kept vmemmap pages", "kept"));
}
