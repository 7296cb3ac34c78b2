namespace Vmemmap.Model.Designs;

/// <content>What releases since v6.11 are known for: frozen, typed before the optimise, with a head that is moved.</content>
internal static partial class SharedRefutations
{
    /// <summary>The rollback of v6.2, with a list that is last in, first out.</summary>
    public static Expectation RolledBackLastIn { get; } = new("tail-resolves-to-head", "The rollback goes on without a flush as in 6.7: a tail page gets the frame of another one, and that of the head's page is left over, but what is copied is the head's page all the same.");

    /// <summary>Typed before the optimise, and memory failure that has looked before that.</summary>
    public static Expectation FlaggedAfterTheTest { get; } = new("no-store-through-shared-tail", "Memory failure sees under hugetlb_lock that a page is not hugetlb and flags it without the lock; in between the page becomes a tail that is shared, and the flag is stored through the read-only mapping. Nor does init_new_hugetlb_folio() take the lock to set the type.");

    /// <summary>The head's page is copied, and an error is recorded in it then.</summary>
    public static Expectation RecordedBehindTheCopy { get; } = new("stores-to-the-head-survive", "The head's page is copied before any lock is taken, and flushed last. As the type is set already (d8f5f7e445f0), memory failure records every error of the hugepage there in between: PG_hwpoison of the head and the beginning of the raw error list. A comment there (\"Very Subtle\") knows of such stores, and speaks of the optimised flag only.");

    /// <summary>One frame kept, and observers that ask the folio.</summary>
    public static Expectation FolioShowsTheFlag { get; } = new("error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included: who reads the struct page that he is given sees it there. stable_page_flags() does so no longer: it takes the flag of the folio, and so marks every page of a hugepage.");

    /// <summary>Ways in which an error is not recorded.</summary>
    public static Expectation RecordLost { get; } = new("poison-recorded", "A page flagged as an ordinary one becomes part of a hugepage whose head and list do not tell of it; what is recorded in the head's page between its copy and the flush is lost with the old frame; and add_hugetlb_folio() erases raw_hwp_unreliable.");

    /// <summary>The errors move when the type is gone, without the lock.</summary>
    public static Expectation FlaggedWhileErrorsMove { get; } = new("dissolved-flags-exact", "Once the type is cleared the head may be flagged for an error of its own, and folio_clear_hugetlb_hwpoison() clears that (5596d9e8b553 moved it there); a list that becomes unreliable after the test for it is not moved (a81fa1dc5db2, withdrawn).");

    /// <summary>An error that is not found when it is reported again.</summary>
    public static Expectation CountedAgain { get; } = new("poisoned-pages-counted-once", "An error is counted once more when it is reported again and its record is not found: a page that was flagged as an ordinary one and became part of a hugepage, a record that was lost, or, in any release, one that is in the list still when the type is gone: its page is flagged a moment later, without the lock. Our finding.");

    /// <summary>...or need not be looked for, as the list is unreliable.</summary>
    public static Expectation CountedIfUnreliable { get; } = new("poisoned-pages-counted-once", "Where the raw error list is unreliable hugetlb_update_hwpoison() returns before it looks for the page, and since a148a2040191 (v7.0, and stable) action_result() counts what is reported then: the same page as often as it is. Our finding. And as before that, an error is counted once more whose record is lost, or still in the list when the type is gone.");

    /// <summary>PG_hwpoison is asked for once, before the restore.</summary>
    public static Expectation DemotedWithErrors { get; } = new("demoted-without-errors", "demote_pool_huge_page() asks for PG_hwpoison once, before the vmemmap is restored: an error that is reported then is one of the large hugepage still, whose head becomes that of the first of the smaller ones. The bad page goes to another, which nothing marks. Our finding. And an error that was not recorded, or whose record was lost, is demoted with its hugepage.");

    /// <summary>The same where the hugepage is taken apart first, which takes more steps.</summary>
    public static Expectation TakenApartWithErrors { get; } = DemotedWithErrors with
    {
        Without = ["memory-failure-of-frame", "read-compound-head", "pin", "frame-to-user", "page-to-user", "walker-finds-page", "alloc-surplus", "dequeue", "remove-from-pool", "restore-fails"],
    };

    /// <summary>What is not recorded.</summary>
    public static Expectation NotSeenWhenTaken { get; } = new("poison-contained", "A hugepage that was made for its user is not asked for its flag (alloc_huge_page(), alloc_hugetlb_folio()); and what is not recorded is not seen when the hugepage, or later the page, is taken into use.");
}
