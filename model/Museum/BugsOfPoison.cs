using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;

namespace Vmemmap.Model.Museum;

/// <summary>Bugs of memory failure: errors that are forgotten, told to nobody, or written to the wrong struct page.</summary>
internal static class BugsOfPoison
{
    public static IReadOnlyList<Bug> All { get; } =
    [
        new("dequeue-ignores-poison", "A hugepage is taken from the pool whatever the flag of its head.", "poison-contained",
            new DropTest("dequeue", "PageHWPoison(head) is clear")),
        new("user-not-told", "Memory failure records the error of a hugepage in use and tells nobody.", "poison-contained",
            new DropWrite("record-raw-error", "struck")),
        new("raw-errors-dropped", "What a hugepage remembers of its errors does not become flags of its pages.", "dissolved-flags-exact",
            new InEach(step => new DropWrite(step, "PG_hwpoison"), "move-raw-error", "free-hugepage")),
        new("head-not-flagged", "Memory failure records the error of a hugepage and leaves its head without the flag.", "poison-recorded",
            new InEach(step => new DropWrite(step, "PG_hwpoison"), "record-raw-error", "record-fails", "flag-head")),
        new("raw-error-not-listed", "The head is flagged and the error not entered into the list.", "poison-recorded",
            new DropWrite("record-raw-error", "raw_hwp_list")),

        // 38f6d29397cc undone: 5.18's -EBUSY without a record.
        new("busy-hugepage-not-recorded", "An error of a hugepage that is neither free nor in use is not recorded.", "poison-recorded", new ForgetsBusy()),

        // 5596d9e8b553 undone.
        new("type-dropped-behind-the-errors", "The errors become flags of their pages while the hugepage has its type, and the type goes last: what is recorded in between stays on the head.", "dissolved-flags-exact",
            new Replace<FreeAndMoveRawErrors>(part => part with { MovesUnderLock = false }), new MovesErrorsTyped(), new DropWrite("clear-hugetlb-type", "hugetlb")),

        // a81fa1dc5db2 undone, which was withdrawn.
        new("unreliable-list-not-asked", "The type goes without a look under the same lock whether the raw error list became unreliable.", "dissolved-flags-exact",
            new DropTest("clear-hugetlb-type", "the raw error list is complete")),

        // 3c2d42b8ee34 undone.
        new("put-before-unlock", "Where an error was recorded before, memory failure drops its reference under hugetlb_lock, and the free that the last one leads to takes that lock.", "lock-is-not-taken-twice",
            new Replace<RawErrorList>(part => part.PutsUnderLock ? null : part with { PutsUnderLock = true })),

        new("known-error-counted-again", "An error that the raw error list has is counted in num_poisoned_pages whenever it is reported again.", "poisoned-pages-counted-once", new CountsListed()),

        // As if a148a2040191 had taken one counter away and not added to the other.
        new("later-error-not-counted", "An error that memory failure records and does not go on with is not counted in num_poisoned_pages.", "poisoned-pages-counted-once",
            new DropWrite("record-raw-error", "counted")),
        new("unpoison-uncounts-nothing", "Who takes an error back leaves it counted in num_poisoned_pages.", "poisoned-pages-counted-once",
            new InEach(step => new DropWrite(step, "counted"), "unpoison-free-hugepage", "unpoison-held-hugepage", "unpoison-ordinary-page")),

        // 405ce051236c undone: what the head was is known from before the lock.
        new("type-not-asked-under-lock", "Memory failure records the error in whatever it has found to be a head: whether that is a hugepage still is not asked under hugetlb_lock.", "dissolved-flags-exact",
            new InEach(step => new FoundBefore(step), "record-raw-error", "flag-head")),

        // 8cf360b9d6a8 undone.
        new("page-not-taken-off-counts-as-taken", "The bad page of a dissolved hugepage is not found on a free list, and memory failure takes its reference all the same: of a page that somebody else was given.", "dissolved-pages-are-ordinary",
            new TakesWhatIsGone()),

        // As in the RFC of 2020: SetPageHWPoison(page).
        new("tail-flagged-itself", "The error of a hugepage is flagged on the struct page of the tail itself.", "no-store-through-shared-tail",
            new DropTest("flag-page", "!PageHuge(p)")),
        new("reliable-list-leaked", "A hugepage is leaked though its list of raw errors can be relied on.", "leak-only-if-unreliable",
            new DropTest("leak-hugepage", "the raw error list is unreliable")),

        // alloc_pages() checks single pages for flags, nobody a page that was flagged after that.
        new("scan-overlooks-flags", "A block with a flagged page becomes a hugepage, and its tails are shared.", "error-marks-no-other-page",
            new OverlooksFlags()),
        new("unpoison-holds-nothing", "Who takes back the error of a hugepage in use drops a reference that he has not taken.", "unpoison-drops-its-own-reference",
            new DropWrite("unpoison-takes-reference", "_refcount")),

        // 9e130c4b000b (v6.6) undone: the list was walked where it was, and emptied after that.
        new("list-walked-by-two", "Unpoison walks the raw error list that who frees the hugepage is walking, and frees its entries once more.", "raw-error-list-walked-alone",
            new WalksWithOthers()),

        // 6c54312f9689 (v6.5): "fix hardware poison check in unpoison_memory()".
        new("unpoison-asks-the-folio", "Whichever page of a hugepage is asked for, the flag of the head counts as its own; so a tail is unflagged.", "no-store-through-shared-tail",
            new DropTest("unpoison", "PageHWPoison(p)")),
    ];

    private sealed record OverlooksFlags() : DropTest("scan-page", "none of its struct pages is flagged")
    {
        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            base.MismatchIn(design, step) ?? (design.Layout.IsTailOfZone ? "the frame that all tails are mapped to is none of the block, so its flags are of no tail." : null);
    }

    private sealed record FoundBefore(string Step) : DropTest(Step, Step == "flag-head" ? "PageHuge(p)" : "PageHeadHuge(head)")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step)
        {
            var asked = base.Of(step);
            return asked with { When = [("compound_head(p) returned the head", (s, _) => s.Failure.Head.Value == s.Failure.Folio.Value), .. asked.When] };
        }
    }

    private sealed record TakesWhatIsGone() : Rewrite("find-page-gone")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var (h, v, e) = (s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value);
                var frame = s.Pte[h, v];
                s.Refcount[frame, e] = s.Refcount[frame, e] + 1;
                step.Then(s, x);
            },
        };
    }

    private sealed record WalksWithOthers() : Rewrite("unpoison-free-hugepage")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with { When = [.. step.When.Where(when => when.Says is not ("folio_test_hugetlb(folio)" or "llist_del_all(): nobody has taken the list"))] };
    }

    private sealed record ForgetsBusy() : Rewrite("record-raw-error")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var (h, v, e) = (s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value);
                var isBusy = !s.Freed[h] & !s.Migratable[h];
                var (wasListed, wasFlagged) = (s.RawList[h, v, e], s.PgHwpoison[s.HeadFrame(h), 0]);
                step.Then(s, x);
                s.RawList[h, v, e] = s.RawList[h, v, e] & (wasListed | !isBusy);
                s.PgHwpoison[s.HeadFrame(h), 0] = s.PgHwpoison[s.HeadFrame(h), 0] & (wasFlagged | !isBusy);
            },
        };
    }

    private sealed record CountsListed() : Rewrite("record-raw-error")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                var (h, v, e) = (s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value);
                var wasListed = s.RawList[h, v, e];
                step.Then(s, x);
                s.CountPoisonedIf(wasListed, h, v, e);
            },
        };
    }

    private sealed record MovesErrorsTyped() : Rewrite("unfreeze")
    {
        protected override Step<B, N> Of<B, N>(Step<B, N> step) => step with
        {
            Then = (s, x) =>
            {
                s.Hugetlb[x.Folio] = false;
                step.Then(s, x);
            },
        };

        protected override string? MismatchIn(Design design, Step<Bit, Num> step) =>
            design.Parts.Has<FreeAndMoveRawErrors>() ? null : "its errors do not move under the hold of the lock in which the type goes.";
    }
}
