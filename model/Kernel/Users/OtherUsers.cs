namespace Vmemmap.Model.Kernel.Users;

/// <summary>Everybody else who uses memory: users of freed frames, users of base pages. mm/page_alloc.c.</summary>
/// <param name="OfPages">the memory that is described is that of the page allocator; device memory is not.</param>
/// <param name="IgnoresFlags">
/// the page allocator does not look at the flags of what it gives away: in 7.2.13 where <c>check_pages_enabled</c> is off, which CONFIG_DEBUG_VM, <c>init_on_alloc</c>, <c>init_on_free</c>, page poisoning, <c>debug_pagealloc</c> or <c>check_pages</c> switches on. A flagged page that is freed by itself it refuses always.
/// </param>
[KernelFunction("__alloc_pages(), __free_pages() of others", "v5.18, mm/page_alloc.c: check_new_page(); IgnoresFlags: 7.2.13, mm/page_alloc.c: check_new_pages(), __free_pages_prepare()")]
public sealed partial record OtherUsers(bool OfPages = true, bool IgnoresFlags = false) : Part
{
    public override Performer Performer => Performer.User;

    public override IReadOnlyList<ControlPoint> Visits => OfPages ? [Points.Plain] : [];

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts) => [.. OfFrames<B, N>(), .. OfPages ? OfBasePages<B, N>() : Array.Empty<Step<B, N>>()];

    private static Step<B, N>[] OfFrames<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new("frame-to-user", "__alloc_pages() of another user", Frame)
        {
            When = [("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            Then = (s, x) => s.Owner[x.Frame] = Owner.User,
        },

        new("user-overwrites-frame", "another user's stores", Frame)
        {
            When = [("another user has this frame", (s, x) => s.Owner[x.Frame] == Owner.User)],
            Then = (s, x) =>
            {
                s.PgHead.Fill(x.Frame, true);
                s.CompoundHead.Fill(x.Frame, None.Garbage);
                s.PgHwpoison.Fill(x.Frame, true);
                s.Refcount.Fill(x.Frame, -1);
                s.Metadata.Fill(x.Frame, None.Garbage);
            },
        },

        new("user-frees-frame", "__free_pages() of another user", Frame)
        {
            When = [("another user has this frame", (s, x) => s.Owner[x.Frame] == Owner.User)],
            Then = (s, x) => s.Owner[x.Frame] = Owner.Buddy,
        },
    ];

    private Step<B, N>[] OfBasePages<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new("page-to-user", "__alloc_pages()", Folio, Page, Slot)
        {
            At = [Points.Plain],
            When =
            [
                ("the page is free in the buddy allocator", (s, x) => s.IsFree(x.Folio, x.Page, x.Slot)),
                .. !IgnoresFlags ? [("check_new_page() finds no flag", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot])] : Array.Empty<(string, Condition<B, N>)>(),
            ],
            Then = (s, x) =>
            {
                s.Lent[x.Folio, x.Page, x.Slot] = true;
                s.Refcount[s.Pte[x.Folio, x.Page], x.Slot] = 1;
                s.Struck[x.Folio, x.Page, x.Slot] = false;
            },
        },

        new("user-frees-page", "__free_pages()", Folio, Page, Slot)
        {
            When = [("a user has the page", (s, x) => s.Lent[x.Folio, x.Page, x.Slot])],
            Then = (s, x) =>
            {
                s.Lent[x.Folio, x.Page, x.Slot] = false;
                s.Put(s.Pte[x.Folio, x.Page], x.Slot, 1);
                if (s.OffBuddy is not null)
                {
                    s.OffBuddy[s.Pte[x.Folio, x.Page], x.Slot] = s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot];
                }
            },
        },
    ];
}
