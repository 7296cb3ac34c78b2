using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>Everybody else who uses memory: users of freed frames, users of base pages.</summary>
internal static class OtherUsers<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps()
    {
        Conjunct<B, N> hasFrame = new("another user has this frame", (s, x) => s.Owner[x.Frame] == Owner.User);

        yield return new("frame-to-user", "__alloc_pages() of another user", [Frame],
            [new("the buddy allocator has this frame", (s, x) => s.Owner[x.Frame] == Owner.Buddy)],
            (s, x) => s.Owner[x.Frame] = Owner.User);

        yield return new("user-overwrites-frame", "another user's stores", [Frame], [hasFrame],
            (s, x) =>
            {
                s.PgHead.Fill(x.Frame, true);
                s.CompoundHead.Fill(x.Frame, None.Garbage);
                s.PgHwpoison.Fill(x.Frame, true);
                s.Refcount.Fill(x.Frame, -1);
                s.Metadata.Fill(x.Frame, None.Garbage);
            });

        yield return new("user-frees-frame", "__free_pages() of another user", [Frame], [hasFrame],
            (s, x) => s.Owner[x.Frame] = Owner.Buddy);

        yield return new("page-to-user", "__alloc_pages()", [Folio, Page, Slot],
            [
                StepWriting.At<B, N>(Stage.Plain),
                new("the page is free in the buddy allocator", (s, x) => !s.Lent[x.Folio, x.Page, x.Slot]),
                new("check_new_page() finds no flag", (s, x) => !s.PgHwpoison[s.Pte[x.Folio, x.Page], x.Slot]),
            ],
            (s, x) =>
            {
                s.Lent[x.Folio, x.Page, x.Slot] = true;
                s.Struck[x.Folio, x.Page, x.Slot] = false;
            });

        yield return new("user-frees-page", "__free_pages()", [Folio, Page, Slot],
            [new("a user has the page", (s, x) => s.Lent[x.Folio, x.Page, x.Slot])],
            (s, x) => s.Lent[x.Folio, x.Page, x.Slot] = false);
    }
}
