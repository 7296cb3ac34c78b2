using Vmemmap.Model.Kernel.Hugetlb;

namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// A hugepage with a raw error list is freed, from 6.1 on: the test for an unreliable list comes without the lock, before the restore (<c>__update_and_free_page()</c>), or after that of
/// <c>dissolve_free_huge_page()</c>; and each error becomes a flag of its page. When the type goes differs from release to release.
/// </summary>
public abstract record FreeWithRawErrors : Part
{
    /// <summary>A hugepage whose list is unreliable is leaked; else it goes on.</summary>
    protected static IEnumerable<Step<B, N>> Leaks<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        // Of a list of hugepages each is restored first.
        (string, Func<State<B, N>, N, B>)[] isAlone = parts.Has<FreeInBulk>() ? [("it is freed by itself", (s, h) => !s.InBulk[h])] : [];
        return
        [
            new HugepageStep<B, N>("leak-hugepage", "__update_and_free_page(): HPageRawHwpUnreliable(page)", Removed)
            {
                When = [.. isAlone, ("the raw error list is unreliable", (s, h) => s.Unreliable[h])],
                Then = (s, h) => s.GoTo(h, Leaked),
            },

            new HugepageStep<B, N>("find-list-reliable", "__update_and_free_page(): !HPageRawHwpUnreliable(page)", Removed)
            {
                When = [.. isAlone, ("the raw error list is complete", (s, h) => !s.Unreliable[h])],
                Then = (s, h) => s.GoTo(h, s.Optimised[h], s.Shape.RestoreBegins, Points.Dissolving),
            },

            // The same test where dissolve_free_huge_page() has restored already. Memory failure called it and holds mf_mutex, so until the type is cleared nobody can change the answer.
            new HugepageStep<B, N>("leak-dissolved-hugepage", "update_and_free_page(): HPageRawHwpUnreliable(page)", Points.Dissolving)
            {
                When = [("dissolve_free_huge_page() is the caller", (s, h) => s.RawPage[h] != None.Nobody), ("the raw error list is unreliable", (s, h) => s.Unreliable[h])],
                Then = (s, h) =>
                {
                    s.RawPage[h] = None.Nobody;
                    s.GoTo(h, Leaked);
                },
            },
        ];
    }

    /// <summary><c>hugetlb_clear_page_hwpoison()</c> begins: from now on the flag of the head is that of its own page.</summary>
    /// <param name="parts">the parts of the machine.</param>
    /// <param name="when">what else must be the case.</param>
    protected static Step<B, N> ClearsHeadFlag<B, N>(PartList parts, params (string Says, Func<State<B, N>, N, B> Holds)[] when)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new HugepageStep<B, N>("clear-head-flag", "hugetlb_clear_page_hwpoison(): ClearPageHWPoison(hpage)", Points.Dissolving)
        {
            When =
            [
                .. GoesOn<B, N>(parts), .. when,
                ("PageHWPoison(page)", (s, h) => s.PgHwpoison[s.HeadFrame(h), 0]),
                ("the raw error list is complete", (s, h) => !s.Unreliable[h]),
            ],
            Then = (s, h) =>
            {
                s.PgHwpoison[s.HeadFrame(h), 0] = false;
                s.GoTo(h, MovingPoison);
            },
        };

    /// <summary>One entry of the list becomes a flag.</summary>
    protected static Step<B, N> MovesError<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        new("move-raw-error", "__free_raw_hwp_pages(): SetPageHWPoison(p->page)", Folio, Page, Slot)
        {
            At = [MovingPoison],
            When = [("the page is in the list", (s, x) => s.RawList[x.Folio, x.Page, x.Slot])],
            Then = (s, x) =>
            {
                s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot] = true;
                s.RawList[x.Folio, x.Page, x.Slot] = false;
            },
        };

    /// <summary>Every entry was moved.</summary>
    protected static Conjunct<B, N> ListIsEmpty<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => new("the list is empty", (s, x) => !s.RawList[x.Folio, x.Page, x.Slot], Page, Slot);

    /// <summary>Memory failure's own dissolve does not get past the test for an unreliable list, nor does what is freed in a list of hugepages.</summary>
    protected static (string Says, Func<State<B, N>, N, B> Holds)[] GoesOn<B, N>(PartList parts)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        ("dissolve_free_huge_page() did not find the list unreliable", (s, h) => s.RawPage[h] == None.Nobody | !s.Unreliable[h]),
        .. parts.Has<FreeInBulk>() ? [FreeInBulk.MayGoOn<B, N>()] : Array.Empty<(string, Func<State<B, N>, N, B>)>(),
    ];

    /// <summary><c>hugetlb_clear_page_hwpoison()</c> is not called, or returns at once.</summary>
    protected static (string Says, Func<State<B, N>, N, B> Holds) HasNothingToMove<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        ("!PageHWPoison(page), or the raw error list is unreliable", (s, h) => !s.PgHwpoison[s.HeadFrame(h), 0] | s.Unreliable[h]);

    /// <summary><c>folio_ref_unfreeze(folio, 1)</c>: the count is set to 1, as nobody can have taken a reference.</summary>
    protected static void Unfreeze<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.Refcount[s.HeadFrame(h), 0] = 1;
        s.GoTo(h, Unfrozen);
    }

    /// <summary>
    /// <c>__free_pages()</c>. <c>dissolve_free_huge_page()</c> returns when the page allocator has the pages, or somebody else drops the last reference: of a hugepage that still has its type not before that is
    /// wiped, and until then memory failure, which called it, meets no other error.
    /// </summary>
    /// <param name="parts">the parts of the design.</param>
    /// <param name="isFrozen"><c>free_frozen_pages()</c> instead: nobody's reference is dropped, and no count looked at.</param>
    protected static Action<State<B, N>, N> Frees<B, N>(PartList parts, bool isFrozen = false)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var inBulk = parts.Has<FreeInBulk>();
        return (s, h) =>
        {
            if (inBulk)
            {
                s.InBulk[h] = false;
            }
            if (isFrozen)
            {
                s.FreeIf(h, true);
                s.RawPage[h] = None.Nobody;
                return;
            }
            s.FreePages(h);
            s.RawPage[h] = N.If(s.At(h, Destroying) & s.Hugetlb[h], s.RawPage[h], None.Nobody);
        };
    }
}
