using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;
using Vmemmap.Model.Kernel.Vmemmap;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of an optimise and of a restore: what is mapped, flushed, written and freed in the wrong order, too early or not at all.</summary>
internal static class BugsOfRemapping
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        // s390's flush_tlb_all() was empty (fixed 2025-10, Fixes: f13b83fdd996).
        new("free-before-flush", "The remapped tails are not flushed before their frames are freed.", "freed-frame-unreachable",
            new DropWrite("flush-remapped", "stale")),
        new("restore-stops-early", "The restore loop ends with one tail page still shared.", "unoptimised-pages-have-own-frames", new OnePageLeft()),
        new("map-before-copy", "A restored tail page is mapped before its contents are copied.", "contents-before-mapping", new MapsUnwritten()),
        new("tails-left-writable", "Shared tails are mapped like any other page of the kernel.", "shared-tails-read-only",
            new Relayout(layout => layout with { TailsWritable = true })),
        new("undo-forgets-frame", "A failed restore puts the hugepage back before all frames are given back.", "failed-restore-changes-nothing",
            new DropTest("add-back", "the list is empty")),
        new("restore-without-reset", "A restored tail page begins with a copy of the head.", "restored-tails-are-clean",
            new MapsUnreset()),

        // Oscar Salvador, 2025-04-15, of 6.15-rc: "corrupted mapping in tail page". The fields had moved to the fourth struct page, and three were reset.
        new("reset-one-short", "One struct page too few is reset in a restored tail page: that with the raw error list, and another is reset to it.", "restored-tails-are-clean", new ResetsOneTooFew()),

        // Up to v7.2 what is made at boot is published before it is written.
        new("zone-tail-not-written", "The frame of tails of a zone is published without what leads from a tail to its head.", "zone-tail-stays-as-published",
            new DropWrite("make-zone-tail", "compound_head")),
        new("zone-not-written-in-tails", "The frame of tails of a zone is published without the zone and node in its struct pages.", "tails-show-their-zone",
            new InEach(step => new DropWrite(step, "zone_in_tail"), "install-zone-tail", "make-tails-of-zone-tail")),

        // Version 2 to 6 of the series, where page_zonenum() asked the head instead.
        new("tails-shared-by-node", "All zones of a node have one frame of tails, whose struct pages show the zone that asked for it first.", "tails-show-their-zone",
            new DropTest("find-no-zone-tail", "it lies in the zone: folio_zone()"), new DropTest("optimise", "it lies in the zone: folio_zone()")),
        new("zone-tail-overwritten", "Who has made a frame of tails publishes it by a store, whoever else has published one in the meantime.", "frame-owned-once",
            new DropTest("install-zone-tail", "the zone has no frame of tails")),
        new("published-tail-freed", "Who comes second reads which frame of tails the zone has, and then frees that one in place of its own.", "zone-tail-stays-as-published", new FreesPublished()),
        new("tail-frame-lost", "A tail frame is taken off the list of an optimise and never given to the buddy allocator.", "frame-owned-once",
            new DropWrite("free-tail-frame", "owner")),
        new("optimised-not-flagged", "An optimised hugepage is not flagged as one, so nobody restores it.", "flag-tells-the-mapping",
            new DropWrite("set-optimised", "vmemmap_optimized")),
        new("restored-still-flagged", "A hugepage that was restored is still flagged as optimised.", "flag-tells-the-mapping",
            new DropWrite("flush-restored", "vmemmap_optimized")),
        new("failed-optimise-flagged", "An optimise that failed leaves the hugepage flagged as optimised.", "flag-tells-the-mapping",
            new DropWrite("clear-optimised", "vmemmap_optimized")),
        new("rest-frame-lost", "A frame that is left over from a failed optimise is never given to the buddy allocator.", "frame-owned-once",
            new DropWrite("free-rest-frame", "owner")),
        new("head-data-not-copied", "The head's page is moved without what hugetlb keeps in its struct pages.", "folio-data-kept",
            new DropWrite("copy-head-page", "hugetlb_data")),
        new("walk-begins-at-the-head", "An optimise begins its walk one page too early: with the only one that is kept.", "folio-data-kept", new BeginsAtHead()),

        // 11aad2631bf7 (v6.2) made before memory failure was told of it.
        new("head-moved", "The head's page is copied and remapped while others store to it.", "stores-to-the-head-survive", new MovesHead()),
        new("bad-frame-freed", "A tail frame whose memory has failed is given to the buddy allocator like any other.", "bad-frame-not-reused", new FreesBadFrames()),
    ];

    private sealed record OnePageLeft() : DropTest("flush-restored", "every entry is changed")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("at most one entry is left", (s, x) => s.WalkEnd[x.Folio] - s.Cursor[x.Folio] <= 1)] };
    }

    private sealed record MapsUnwritten() : DropTest("map-tail-page", "the frame is written")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("an entry is left to change", (s, x) => s.Cursor[x.Folio] < s.WalkEnd[x.Folio])] };
    }

    private sealed record MapsUnreset() : DropTest("map-tail-page", "the frame is written")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) =>
            base.Of(step) with { When = [("the frame is copied", (s, x) => s.Reset[x.Folio] >= 0)] };

        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            design.Parts.The<RestorePte>().Resets ? base.MismatchIn(design, step) : "its copies need no reset.";
    }

    private sealed record MovesHead : Mutation
    {
        public override Design In(Design design)
        {
            var parts = design.Parts.Replace<RemapFree>(new RemapWithNewHead());
            return design with { Parts = parts.Has<RollBack>() ? parts.Replace<RollBack>(new RollBackWithNewHead()) : parts };
        }

        public override string? Mismatch(Design design) =>
            !design.Parts.Has<RemapFree>() ? "it remaps nothing."
            : design.Parts.Has<RemapWithNewHead>() ? "it moves the head's page already."
            : design.Parts.Has<SetTypeBeforeOptimise>() ? "a hugepage has its type before the head's page would move, so memory failure flags none of its struct pages by itself."
            : null;
    }

    private sealed record ResetsOneTooFew : Mutation
    {
        public override Design In(Design design) => design with { Layout = design.Layout with { ListBeginsBehindReset = true } };

        public override string? Mismatch(Design design) =>
            !design.Layout.SharesHead || !design.Parts.The<RestorePte>().Resets ? "its copies need no reset."
            : design.Layout.ListBeginsBehindReset ? "it resets one too few already."
            : !design.Parts.Has<RawErrorList>() ? "it has no raw error list."
            : null;
    }

    private sealed record BeginsAtHead() : Rewrite("optimise")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                step.Then(s, x);
                s.Cursor[x.Folio] = s.Cursor[x.Folio] - 1;
            },
        };

        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            !design.Layout.SharesHead ? "the page before the first that is remapped is not the head's."
            : design.Parts.The<RemapFree>() is RemapWithNewHead ? "its walk begins with the head's page."
            : null;
    }

    // tail = READ_ONCE(zone->vmemmap_tails[]) before __free_page(tail).
    private sealed record FreesPublished() : Rewrite("free-own-tail")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                s.Forgetting("owner", () => step.Then(s, x));
                s.Owner[s.ZoneTail!.Value] = Owner.Buddy;
            },
        };
    }

    private sealed record FreesBadFrames() : Rewrite("free-tail-frame")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var frame = s.ListFront(x.Folio);
                step.Then(s, x);
                s.Owner[frame] = Owner.Buddy;
            },
        };
    }
}
