using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Layouts;

/// <summary>What the code of several releases is known to violate, for the same reason.</summary>
internal static class KnownOfSeveral
{
    /// <summary>The tails share a frame that begins with the head.</summary>
    public static Expectation FlagShowsInTails { get; } = new(
        "error-marks-no-other-page", "Each shared tail page begins with the head, its PG_hwpoison included. stable_page_flags() asks the folio, so only who reads the struct page itself is misled.");

    /// <summary>The head's page is moved without a word to memory failure, and the type comes late.</summary>
    public static Expectation LostWithTheOldFrame { get; } = new(
        "poison-recorded", "An error that is recorded between the copy of the head's page and the flush goes down with the old frame; and one that is reported before the hugepage has its type is flagged on its own page, where nobody looks for it.");

    /// <summary>Whoever takes the hugepage sees the flag of its head only.</summary>
    public static Expectation NotSeenWhenTaken { get; } = new(
        "poison-contained", "What is not recorded is not seen when the hugepage is taken into use.");
}
