namespace Vmemmap.Model.Kernel.Lookup;

/// <summary>
/// Someone who walks page frame numbers and calls <c>compound_head()</c> on any struct page at any time, one load after the other, each through any translation that its
/// CPU may hold then: what every version of the lookup begins and ends with. include/linux/page-flags.h <c>_compound_head()</c>.
/// </summary>
internal static class Reading<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The first load. Where bit 0 is clear at a page-aligned struct page, the lookup may go on.</summary>
    /// <param name="lookup">the lookup.</param>
    /// <param name="inDoubt">where it goes on.</param>
    public static Step<B, N> FirstLoad(HeadLookup lookup, ControlPoint inDoubt) =>
        new("read-compound-head", "compound_head(): page->compound_head", Folio, Page, Slot, Frame)
        {
            At = [ReaderPoints.Idle],
            Through = (s, x) => s.MayRead(x.Folio, x.Page, x.Frame),
            Then = (s, x) =>
            {
                var h = x.Folio;
                s.ReaderLive[h] = s.IsCompound(h);
                s.ReaderPage[h] = x.Page;
                s.ReaderSlot[h] = x.Slot;
                s.ReaderHead[h] = lookup.LeadsTo<B, N>(h, s.CompoundHead[x.Frame, x.Slot], ItselfAsHead(h, x.Page, x.Slot));
                s.GoTo(h, MayBeFake(s, x.Frame, x.Slot), inDoubt, ReaderPoints.Answered);
            },
        };

    /// <summary><c>page_fixed_fake_head()</c> returns its argument at once.</summary>
    /// <param name="inDoubt">where the lookup goes on.</param>
    public static Step<B, N> FindsKeyOff(ControlPoint inDoubt) =>
        new("read-key-off", "page_fixed_fake_head(): !static_branch_unlikely(&hugetlb_optimize_vmemmap_key)", Folio)
        {
            At = [inDoubt],
            When = [("it may be that no hugepage counts as optimised", (s, x) => s.KeyMayBeOff(x.Folio))],
            Then = (s, x) => s.GoTo(x.Folio, ReaderPoints.Answered),
        };

    /// <summary>Whoever asked has its answer, and forgets it.</summary>
    public static Step<B, N> Ends() =>
        new("reader-ends", "the reader is done", Folio)
        {
            At = [ReaderPoints.Answered],
            Then = (s, x) =>
            {
                s.GoTo(x.Folio, ReaderPoints.Idle);
                s.ReaderLive[x.Folio] = false;
                s.ReaderPage[x.Folio] = None.Nobody;
                s.ReaderSlot[x.Folio] = 0;
                s.ReaderHead[x.Folio] = None.Nobody;
            },
        };

    /// <summary>Bit 0 of a page-aligned struct page is clear: it may be the head seen through a shared tail page.</summary>
    public static B MayBeFake(State<B, N> s, N frame, N slot) => s.CompoundHead[frame, slot] == None.Nobody & slot == 0;

    /// <summary>What <c>compound_head()</c> returns when it returns its argument.</summary>
    public static N ItselfAsHead(N folio, N page, N slot) => N.If(page == 0 & slot == 0, folio, None.Nobody);

    /// <summary>A CPU may translate the struct page that the reader asks about to the parameters' frame.</summary>
    public static Condition<B, N> Translated() =>
        (s, x) => s.MayRead(x.Folio, s.ReaderPage[x.Folio], x.Frame);
}
