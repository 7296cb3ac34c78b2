using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Words;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>Puts facts into words.</summary>
internal sealed class FactWords(Names names, State<Bit, Num> state)
{
    /// <summary>The fact in words, or null where it would mean nothing to a reader.</summary>
    public Saying? Say(Fact fact) => OfStructPage(fact) ?? OfMapping(fact) ?? OfFrame(fact) ?? OfPage(fact) ?? OfFolio(fact) ?? OfUsers(fact);

    private Saying? OfStructPage(Fact fact)
    {
        var subject = names.StructPagesAt(state, fact.I, fact.J);
        return fact.Table switch
        {
            "PG_head" or "PG_hwpoison" => Saying.Of(subject, fact.Table, fact.Value != 0 ? "is set" : "is clear"),
            "compound_head" => fact.Value switch
            {
                None.Nobody => Saying.Of(subject, "bit 0 of compound_head", "is clear"),
                None.Garbage => Saying.Of(subject, "compound_head", "is garbage"),
                _ => Saying.Of(subject, "compound_head", $"points to {names.Head(fact.Value)}"),
            },
            "_refcount" => Saying.Of(subject, "_refcount", $"is {fact.Value}{Wanted(fact, w => $"{w}")}"),
            "hugetlb_data" => Saying.Verb(subject, fact.Value switch
            {
                None.Nobody => "carries no data of the hugepage",
                None.Garbage => "carries garbage instead of the hugepage's data",
                _ => "carries data of the hugepage",
            }),
            _ => null,
        };
    }

    private Saying? OfMapping(Fact fact)
    {
        var subject = names.Page(fact.I, fact.J);
        return fact.Table switch
        {
            "pte" => Saying.Verb(subject, $"is mapped to {Names.Frame(fact.Value)}"),
            "writable" => Saying.Verb(subject, fact.Value != 0 ? "is mapped read-write" : "is mapped read-only"),
            "stale" => Saying.Verb(subject, $"is{(fact.Value != 0 ? "" : " no longer")} translated to {Names.Frame(fact.K)} by older entries of CPUs"),
            _ => null,
        };
    }

    private Saying? OfFrame(Fact fact)
    {
        var subject = $"frame {Names.Frame(fact.I)}";
        return fact.Table switch
        {
            "owner" or "owner_folio" or "owner_index" => Saying.Verb(subject, state.Owner[fact.I].Value switch
            {
                Owner.Buddy => "is with the buddy allocator",
                Owner.Vmemmap => $"is that of {names.OwnerOf(state, fact.I)}",
                Owner.Collected => "is in the list of an operation",
                Owner.User => "is with another user",
                _ => "is retired",
            }),
            "frame_bad" => Saying.Of(subject, "the memory", fact.Value != 0 ? "is bad" : "is healthy", isTruth: true),
            "fresh" => Saying.Verb(subject, fact.Value != 0 ? "is not written yet" : "is written"),
            _ => null,
        };
    }

    private Saying? OfPage(Fact fact)
    {
        var (subject, isSet) = (names.StructPage(fact.I, fact.J, fact.K), fact.Value != 0);
        return fact.Table switch
        {
            "bad" => Saying.Of(subject, "the page itself", isSet ? "is bad" : "is healthy", isTruth: true),
            "struck" => Saying.Of(subject, "the user", isSet ? "was told" : "was not told", isTruth: true),
            "lent" => Saying.Of(subject, "the page", isSet ? "is with a user of its own" : "is not with a user of its own", isTruth: true),
            "raw_hwp_list" when HasList => Saying.Verb(subject, isSet ? "is in the raw error list" : "is not in the raw error list"),
            _ => null,
        };
    }

    private Saying? OfFolio(Fact fact)
    {
        var (subject, isSet) = (names.Folio(fact.I), fact.Value != 0);
        return fact.Table switch
        {
            "stage" => Saying.Verb(subject, $"is at stage '{state.Shape.Hugepage.Values.Show(fact.Value)}'"),
            "list_length" => Saying.Verb(subject, $"has {Names.Count(fact.Value, "frame")} in the list of its operation{Wanted(fact, w => $"{w}")}"),
            "hugetlb" => Saying.Verb(subject, isSet ? "has the hugetlb type" : "has no hugetlb type"),
            "vmemmap_optimized" => Saying.Of(subject, "HPageVmemmapOptimized", isSet ? "is set" : "is clear"),
            "raw_hwp_unreliable" when HasList => Saying.Of(subject, "the raw error list", isSet ? "is unreliable" : "can be relied on"),
            _ => null,
        };
    }

    private Saying? OfUsers(Fact fact)
    {
        var (h, subject, isSet) = (fact.I, names.Folio(fact.I), fact.Value != 0);
        var (page, slot) = (state.ReaderPage[h].Value, state.ReaderSlot[h].Value);
        return fact.Table switch
        {
            "user_holds" => Saying.Verb(subject, isSet ? "is held by its user" : "is held by no user"),
            "pin_count" => Saying.Verb(subject, $"has {Names.Count(fact.Value, "pin")}{Wanted(fact, w => $"{w}")}"),
            "reader_head" => Saying.Of(names.StructPage(h, page, slot), "compound_head()",
                $"returned {ReaderWords.Answer(names, h, page, slot, fact.Value)}{Wanted(fact, names.Head)}"),
            "stray_store" => Saying.Of(subject, "a store to a struct page", isSet ? "went to a shared tail page or through a read-only mapping" : "never went astray"),
            "lost_reference" => Saying.Of(subject, "a driver's reference", isSet ? "was taken or dropped elsewhere than on the head" : "was never lost"),
            _ => null,
        };
    }

    private bool HasList => state.Shape.Hugepage.Find(Points.Leaked) is not null;

    private static string Wanted(Fact fact, Func<int, string> show) => fact.Wanted is { } wanted ? $", not {show(wanted)}" : "";
}
