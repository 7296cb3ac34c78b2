using Vmemmap.Model.Designs;

namespace Vmemmap.Kernel.Layouts;

/// <summary>Linux 7.2 and 7.3: the head's page in a new frame of its own, the tail pages on one frame of the zone; no fake heads.</summary>
internal static class Linux72
{
    public static Design Design { get; } = LayoutOnly.Of(
        "linux-7.2", "Linux 7.2.13 and 7.3.4: one frame of tails for all hugepages of a zone", "7.2.13, 7.3.4, mm/hugetlb_vmemmap.c, include/linux/page-flags.h",
        new(KeptPages: 1, TailsWritable: false, IsListFifo: false) { IsTailOfZone = true }, new MaskLookup(),
        new("stores-to-the-head-survive", "The head's page is copied and its entry changed without a word to memory failure, which records an error there in between, or by an old translation (\"Very Subtle\")."),
        new("poison-recorded", "An error that is recorded between the copy of the head's page and the flush goes down with the old frame; and one that is reported before the hugepage has its type is flagged on its own page, where nobody looks for it."),
        new("poison-contained", "What is not recorded is not seen when the hugepage is taken into use."));
}
