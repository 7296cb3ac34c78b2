using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>Where an invariant is violated: what its variables name, and where nothing but a folio is named, what is to blame there.</summary>
/// <param name="Folio">the folio, or null where only a frame is named.</param>
/// <param name="Page">the vmemmap page.</param>
/// <param name="Slot">the slot of one struct page.</param>
/// <param name="Frame">the frame, where one is named.</param>
internal sealed record Place(int? Folio, int? Page, int? Slot, int? Frame)
{
    /// <summary>No place: nothing is violated.</summary>
    public static Place Nowhere { get; } = new(null, null, null, null);

    public static Place Of(RetoldCounterexample told, Explanation why)
    {
        var (invariant, at, state) = (told.Invariant, told.Trace.At, told.Now.State);
        var place = new Place(Value(Index.Folio), Value(Index.Page), Value(Index.Slot), Value(Index.Frame));
        if (invariant.Indices.Contains(Index.Pin))
        {
            return place with { Page = state.PinPage[at.Folio, at.Pin].Value, Slot = state.PinSlot[at.Folio, at.Pin].Value };
        }
        return place switch
        {
            { Page: null, Folio: { } folio } => place.Narrowed(folio, why, told),

            // It says of a frame which one it is by a table: the one whose contents are to blame.
            { Folio: null, Frame: null } when why.Blamed.FirstOrDefault(fact => ContentWords.IsContent(fact.Table)) is { } content => Nowhere with { Frame = content.I },
            _ => place,
        };

        int? Value(Index index) => invariant.Indices.Contains(index) ? at[index].Value : null;
    }

    /// <summary>The place in words.</summary>
    public string Say(Names names, State<Bit, Num> state) => this switch
    {
        { Folio: { } h, Page: { } v, Slot: { } e, Frame: { } f } => $"{names.Located(h, v, e)} through {Through(state, h, v, f)}",
        { Folio: { } h, Page: { } v, Slot: { } e } => names.Located(h, v, e),
        { Folio: { } h, Page: { } v, Frame: { } f } => $"{names.Page(h, v)} -> {Through(state, h, v, f)}",
        { Folio: { } h, Page: { } v } => $"{names.Page(h, v)} ({Names.Frame(state.Pte[h, v].Value)} {(state.Writable[h, v].IsTrue ? "rw" : "ro")})",
        { Folio: { } h } => names.Folio(h),
        { Frame: { } f, Slot: { } e } => names.StructPagesAt(state, f, e),
        { Frame: { } f } => $"frame {Names.Frame(f)}",
        _ => "the machine",
    };

    private static string Through(State<Bit, Num> state, int h, int v, int f) =>
        Names.Frame(f) + (state.Pte[h, v].Value == f ? "" : ", which CPUs may still hold");

    // An invariant over folios only: the struct page that is to blame, if one is.
    private Place Narrowed(int folio, Explanation why, RetoldCounterexample told)
    {
        var (state, scope) = (told.Now.State, told.Now.Scope);
        if (state.ReaderPage[folio].Value >= 0 && why.Blamed.Any(f => f.IsOf(state.ReaderHead) || f.IsOf(state.ReaderSlot) || f.IsOf(state.ReaderStage)))
        {
            return this with { Page = state.ReaderPage[folio].Value, Slot = state.ReaderSlot[folio].Value };
        }
        if (state.WalkerPage.Value.Value >= 0 && why.Blamed.Any(f => f.IsOf(state.WalkerAt) || f.IsOf(state.WalkerFolio)))
        {
            return this with { Page = state.WalkerPage.Value.Value, Slot = state.WalkerSlot.Value.Value };
        }
        if (why.Blamed.Any(f => f.IsOf(state.StrayStore) || f.IsOf(state.LostStore)))
        {
            // Only memory failure stores to the struct pages of tails and, while it is moved, of the head's page; it may have returned since. Else it is who initialises the memory map of a device.
            var storing = told.Before.State;
            return storing.Failure.Page.Value.Value is var page and >= 0
                ? this with { Page = page, Slot = storing.Failure.Slot.Value.Value }
                : this with { Page = storing.Cursor[folio].Value, Slot = 0 };
        }
        if (why.Blamed.Any(f => f.IsOf(state.SpeculativeStore)))
        {
            var adding = told.Before.State;
            return this with { Page = adding.WalkerPage.Value.Value, Slot = adding.WalkerSlot.Value.Value };
        }
        if (why.Blamed.Any(f => f.IsOf(state.BrokenList)))
        {
            // page->lru of the head.
            return this with { Page = 0, Slot = 0 };
        }
        var content = why.Blamed.FirstOrDefault(f => ContentWords.IsContent(f.Table));
        for (var v = 0; content is not null && v < scope.Pages; v++)
        {
            if (state.Pte[folio, v].Value == content.I)
            {
                return this with { Page = v, Slot = content.J };
            }
        }
        return this;
    }
}
