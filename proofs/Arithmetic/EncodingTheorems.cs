namespace Vmemmap.Proofs.Arithmetic;

/// <summary>How a struct page tells its head: a tagged pointer, the correction of fake heads, a mask.</summary>
internal static class EncodingTheorems
{
    private const string Pointer = "include/linux/page-flags.h, _compound_head() and set_compound_head() (until 7.0)";
    private const string FakeHead = "include/linux/page-flags.h, page_fixed_fake_head() and page_is_fake_head() (5.18 to 7.0)";
    private const string Mask = "include/linux/page-flags.h, compound_info and set_compound_head() (since 7.1)";

    public static IReadOnlyList<ArithmeticTheorem> All { get; } =
    [
        ArithmeticTheorem.Always(
            "bit-0-of-a-struct-page-address-is-free",
            "No struct page address has bit 0 set, so that bit can tell a pointer to the head from other contents.",
            Pointer,
            Scene.Folio,
            ("bit 0 clear", "(not (bit0 address))")),

        ArithmeticTheorem.Always(
            "pointer-encoding-finds-the-head",
            "Every tail that holds the head's address with bit 0 set leads to the head, whichever frame it is read from.",
            Pointer,
            Scene.Folio.With("(define-fun compound-word () Word (bvadd head one))"),
            ("tagged", "(and (bit0 compound-word) (= compound-word (bvor head one)))"),
            ("found", "(= (bvsub compound-word one) head)")),

        ArithmeticTheorem.Always(
            "fake-heads-are-corrected",
            "With one kept frame, compound_head() of every tail, fake head or not, and of the head itself is the head.",
            FakeHead,
            EncodingScenes.OneFrame,
            ("every tail", "(=> (distinct index zero) (= (compound-head address true true true) head))"),
            ("the head itself", "(=> (= index zero) (= (compound-head address true true true) head))"),
            ("before it is optimised", "(= (compound-head address false false false) head)")),

        ArithmeticTheorem.Always(
            "exactly-one-head",
            "With one kept frame, PageHead() holds for struct page 0 only and PageTail() for all others only.",
            "tools/testing/selftests/mm/hugepage-vmemmap.c",
            EncodingScenes.OneFrame,
            ("PageHead", "(= (and (pg-head address true) (= (fixed-fake-head address true true) address)) (= index zero))"),
            ("PageTail", """
                (= (or (bit0 (compound-word address true)) (distinct (fixed-fake-head address true true) address))
                   (distinct index zero))
                """)),

        ArithmeticTheorem.Always(
            "the-alignment-test-is-only-an-optimisation",
            "Leaving out the test that a struct page is at the start of a page changes no result.",
            FakeHead + ": \"just avoid touching the cache line\"",
            EncodingScenes.OneFrame.With(EncodingScenes.FixedFakeHead("fixed-without-test", "true", "one")),
            ("same", "(= (fixed-without-test address true true) (fixed-fake-head address true true))")),

        ArithmeticTheorem.Always(
            "lookup-during-optimisation-finds-the-head",
            "A lookup whose reads see the own frame first and the shared one later finds the head.",
            FakeHead,
            Changing(EncodingScenes.OneFrame, "(=> at-word at-flags)", "(=> at-flags at-next)"),
            ("found", "(= (compound-head address at-word at-flags at-next) head)")),

        ArithmeticTheorem.Possible(
            "lookup-across-a-restore-can-return-a-tail",
            "A lookup that reads compound_head from the shared frame and the flags from the restored one takes a tail for a head.",
            FakeHead,
            ("a tail",
                Changing(
                    EncodingScenes.OneFrameIn(Scene.OfSizes(pageBits: 12, structBits: 6, order: 9)).With(Scene.KernelAddresses),
                    "(=> at-next at-flags)", "(=> at-flags at-word)"),
                "(and (distinct index zero) (= (compound-head address at-word at-flags at-next) address))")),

        ArithmeticTheorem.Always(
            "mask-encoding-finds-the-head",
            "Masking any struct page's address with what it holds gives the head, and all tails of an order hold the same.",
            Mask,
            EncodingScenes.Mask,
            ("every tail", "(=> (distinct index zero) (= compound-head head))"),
            ("the head itself", "(=> (= index zero) (= compound-head head))"),
            ("tails are tagged", "(=> (distinct index zero) (bit0 info))")),
    ];

    // Three reads, each of the own or of the shared frame: compound_head of p, flags of p, compound_head of p[1].
    private static Scene Changing(Scene folio, string fromFirstToSecond, string fromSecondToThird) => folio.With(
        $"""
        (declare-const at-word Bool)
        (declare-const at-flags Bool)
        (declare-const at-next Bool)
        (assert (and {fromFirstToSecond} {fromSecondToThird}))
        """,
        new Witness("first read sees the shared frame", "at-word"),
        new Witness("second read sees the shared frame", "at-flags"),
        new Witness("third read sees the shared frame", "at-next"));
}
