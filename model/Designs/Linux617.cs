using Vmemmap.Model.Kernel.Lookup;

namespace Vmemmap.Model.Designs;

/// <summary>Linux 6.17 up to v7.0: what is reported of a struct page is made of a copy of it.</summary>
public static class Linux617
{
    /// <summary>6.14 with <c>snapshot_page()</c>.</summary>
    public static Design Design { get; } = Linux614.Design with
    {
        Name = "linux-6.17",
        Title = "Linux 6.17: what is reported of a page is made of a copy of it",
        Source = "mm/util.c, fs/proc/page.c: the patches that v6.17 merged, as posted (third version), and the context of those for v7.1; the rest, names of functions too, as in linux-6.14",
        Parts = Linux614.Design.Parts.Replace<Observer>(new StablePageFlagsOfSnapshot()),
        Tellings = [],
        Refuted = new("linux-6.17",
        [
            .. Linux614.Design.Refuted,
            new Expectation("kpageflags-tells-head-and-tails", "snapshot_page() takes a struct page for a head where bit 0 of compound_head is clear and PG_head is set, and does not look at page[1]: the first struct page of each shared tail page is reported as a head. The selftest hugepage-vmemmap has a rule against that.").After(9, "leave-optimised")
                .HoldsWith("report-looks-for-fake-heads"),
        ]),
    };
}
