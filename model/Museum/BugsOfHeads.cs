using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Users;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of those who look a head up: fake heads that pass for heads, and references on what is none.</summary>
internal static class BugsOfHeads
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        // Whoever reads page->compound_head by hand, as before e7d324850bfc.
        new("fake-heads-pass", "compound_head() of a page-aligned tail does not look for a fake head.", "tail-resolves-to-head",
            new Replace<FakeHeadLookup>(_ => new PointerLookup())),

        // What e7d324850bfc (v5.18) does to the layout, without what it does to compound_head().
        new("keeps-one-frame", "One frame is kept instead of two, and nobody looks for fake heads.", "one-head-per-hugepage",
            new Relayout(layout => layout with { KeptPages = 1 })),

        // e7d324850bfc as it was released.
        new("head-flag-asked-first", "PG_head is tested before page[1] is asked.", "lookup-across-remaps-finds-head",
            new Replace<FakeHeadLookup>(part => part.TestsPgHead ? null : part with { TestsPgHead = true })),

        // hugetlb_optimize_vmemmap_key is asked by page_fixed_fake_head() before anything else.
        new("key-not-raised", "An optimise does not raise the key of the fake-head test.", "tail-resolves-to-head",
            new InEach(step => new DropWrite(step, "key_counts"), "optimise", "gather-head", "count-optimised")),
        new("key-not-lowered", "An optimise that fails leaves the key of the fake-head test raised.", "key-counts-each-once",
            new InEach(step => new DropWrite(step, "key_counts"), "optimise-fails", "flush-rolled-back", "no-head-frame", "optimise-fails-at-head", "leave-after-failure")),

        new("pinned-hugepage-freed", "The pool gives up a hugepage whether it is on the free list or not.", "pinned-page-finds-its-head",
            new DropTest("remove-from-pool", "it is on the free list")),

        // bd225530a4c7 undone.
        new("no-grace-period", "An optimise does not wait for walkers of page frame numbers.", "speculative-references-harmless",
            new Replace<PfnWalker>(part => part.GracePeriod ? new PfnWalker(GracePeriod: false) : null)),

        // bd225530a4c7 as it was released: v6.11 to v6.13.
        new("count-loaded-last", "A walker looks for fake heads before it loads the count.", "speculative-references-harmless",
            new Replace<PfnWalker>(part => part.CountFirst ? part with { CountFirst = false } : null),
            new Replace<FakeHeadLookup>(part => part.TestsPgHead ? null : part with { TestsPgHead = true })),

        // snapshot_page() as it was released: v6.17 to v7.0.
        new("fake-heads-reported", "What is reported of a page is made of a copy of it, and nobody looks for a fake head.", "kpageflags-tells-head-and-tails", new AsksTheCopy()),
    ];

    private sealed record AsksTheCopy : Mutation
    {
        public override Design In(Design design) => design with { Parts = design.Parts.Replace<Observer>(new StablePageFlagsOfSnapshot()) };

        public override string? Mismatch(Design design) =>
            !design.Layout.SharesHead ? "its tails are not mapped to the frame of the head: there are no fake heads."
            : design.Parts.The<Observer>() is StablePageFlagsOfSnapshot ? "it asks the copy already."
            : null;
    }
}
