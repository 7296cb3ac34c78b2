using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Designs;

/// <summary>
/// <c>corrected</c> where pages are taken out of use before they fail: <c>soft_offline_page()</c> as 6.1 to 7.3 have it. What is refuted here is what that does, and no release is better.
/// What is demoted is left out: <see cref="Corrected"/> has it, and of smaller hugepages soft offline is not followed.
/// </summary>
public static class CorrectedSoftOffline
{
    private static readonly string[] NothingOfOthers = ["memory-failure-of-frame", "read-compound-head", "walker-finds-page", "pin", "frame-to-user"];

    /// <summary>The design.</summary>
    public static Design Design { get; } = Corrected.Design with
    {
        Name = "corrected+soft-offline",
        Title = "corrected, where pages are taken out of use before they fail: soft_offline_page()",
        Source = "as corrected; 7.3.4 (package linux-source-7.3 7.3.4-1~bpo13+1), mm/memory-failure.c: soft_offline_page(), soft_offline_in_use_page(), page_handle_poison(), __page_handle_poison(), mm/hugetlb.c: folio_isolate_hugetlb(), mm/migrate.c: unmap_and_move_hugetlb_folio(), mm/page_alloc.c: take_page_off_buddy()",
        Parts = [.. Corrected.Design.Parts.Without<DemotePoolHugePage>(), new SoftOffline()],
        Refuted = new(
            "corrected+soft-offline",
            new Expectation("poison-recorded", "The head has the flag for whichever page of its hugepage has an error. So soft_offline_page() answers that it is out of use already, and nothing is recorded of it.")
            {
                Errors = 2,
            }.After(9, "soft-offline-finds-flag")
                .HoldsWith("soft-offline-asks-list"),
            new Expectation("dissolved-flags-exact", "When that hugepage is dissolved, the flag of the head goes to the page that has an error, and the head's page, which passes for out of use, has none.")
            {
                Errors = 2,
                Without = NothingOfOthers,
            }.After(19, "free-struct-pages")
                .HoldsWith("soft-offline-asks-list"),
            new Expectation("poison-contained", "...and whoever has it keeps it, or is given it later. Here an error was recorded while the hugepage was not migratable, so its user was not told, and 0 is the answer for its head, which he uses.")
            {
                Errors = 2,
                Without = NothingOfOthers,
            }.After(11, "soft-offline-finds-flag")
                .HoldsWith("soft-offline-asks-list"),
            new Expectation("poisoned-pages-counted-once", "A page with an error that is in the raw error list has no flag: soft_offline_page() dissolves its hugepage, by which the page gets its flag, takes it out of use, and counts it once more.")
            {
                Without = NothingOfOthers,
            }.After(20, "soft-offline-takes-page")
                .HoldsWith("soft-offline-asks-list")),
    };
}
