namespace Vmemmap.Proofs.Arithmetic;

/// <summary>Folios whose struct pages hold the head's address in one of the kernel's encodings.</summary>
internal static class EncodingScenes
{
    /// <summary>
    /// A folio of which one frame is kept (5.18 to 7.0), of any size. A read of a struct page's word sees either the frame of its own that the
    /// vmemmap page had or gets back, where only struct page 0 is the head, or the shared one, where the struct page in slot 0 is; which of
    /// the two is an argument of each read.
    /// </summary>
    public static Scene OneFrame { get; } = OneFrameIn(Scene.AllSizes, "(bvult struct-bits page-bits)");

    /// <summary>See <see cref="OneFrame"/>.</summary>
    /// <param name="sizes">the sizes.</param>
    /// <param name="restriction">SMT-LIB formula; normally that two struct pages fit in a page, since <c>p[1]</c> is to be in the head's frame.</param>
    public static Scene OneFrameIn(Scene sizes, string restriction = "true") => sizes.WithFolio().With(
        $"""
        (assert {restriction})
        ; The word of the head where tails have compound_head: anything with bit 0 clear.
        (declare-const head-word Word)
        (assert (not (bit0 head-word)))
        (define-fun reads-head ((a Word) (shared Bool)) Bool (ite shared (= (slot-of a) zero) (= a head)))
        (define-fun compound-word ((a Word) (shared Bool)) Word (ite (reads-head a shared) head-word (bvadd head one)))
        (define-fun pg-head ((a Word) (shared Bool)) Bool (reads-head a shared))
        (define-fun plus ((a Word) (count Word)) Word (bvadd a (bvshl count struct-bits)))
        {FixedFakeHead("fixed-fake-head", "(aligned a page-bits)", "one")}
        {CompoundHead("compound-head", "fixed-fake-head")}
        """,
        new Witness("what the head has in place of compound_head", "head-word"));

    /// <summary>A folio whose tails hold a mask (since 7.1); <c>info</c> is what the struct page at <c>address</c> holds.</summary>
    public static Scene Mask { get; } = WithMask(Scene.Folio.With("(assert (aligned head folio-bits))"), "folio-bits");

    /// <summary>A folio whose tails hold a mask that clears some number of low bits.</summary>
    /// <param name="scene">a folio.</param>
    /// <param name="shift">SMT-LIB term: how many low bits.</param>
    public static Scene WithMask(Scene scene, string shift) => scene.With(
        $"""
        (declare-const head-word Word)
        (assert (not (bit0 head-word)))
        (define-fun mask () Word (bvor (bvshl (bvnot zero) {shift}) one))
        (define-fun info () Word (ite (= index zero) head-word mask))
        ; m = ((info & 1) - 1) | info, head = address & m: no branch.
        (define-fun compound-head () Word (bvand address (bvor (bvsub (bvand info one) one) info)))
        """);

    /// <summary>
    /// <c>page_fixed_fake_head()</c>: a struct page that looks like a head where one can be fake asks a neighbour.
    /// The arguments <c>at-flags</c> and <c>at-next</c> say which frame the reads of <c>flags</c> and of the neighbour see.
    /// </summary>
    /// <param name="name">name of the SMT-LIB function.</param>
    /// <param name="canBeFake">SMT-LIB formula over <c>a</c>.</param>
    /// <param name="neighbour">SMT-LIB term: which struct page counted from <c>a</c> is asked.</param>
    public static string FixedFakeHead(string name, string canBeFake, string neighbour) =>
        $"""
        (define-fun {name} ((a Word) (at-flags Bool) (at-next Bool)) Word
          (ite (and {canBeFake} (pg-head a at-flags) (bit0 (compound-word (plus a {neighbour}) at-next)))
               (bvsub (compound-word (plus a {neighbour}) at-next) one)
               a))
        """;

    /// <summary><c>compound_head()</c>, given the function that corrects fake heads.</summary>
    public static string CompoundHead(string name, string fixedFakeHead) =>
        $"""
        (define-fun {name} ((a Word) (at-word Bool) (at-flags Bool) (at-next Bool)) Word
          (ite (bit0 (compound-word a at-word))
               (bvsub (compound-word a at-word) one)
               ({fixedFakeHead} a at-flags at-next)))
        """;
}
