namespace Vmemmap.Model.Memory;

/// <summary>What is the case, whether the kernel knows it or not: what failed, who was told, who has what, what went astray.</summary>
public abstract class Truth<B, N>(Shape shape, ITables<B, N> tables) : Failures<B, N>(shape, tables)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>Truth: this base page has failed and <c>memory_failure()</c> was called for it.</summary>
    public TruthTable<B, N> Bad { get; } = tables.Truths("bad", [Folio, Page, Slot], says: Words.Truth("the page itself", "is bad", "is healthy").Telling());

    /// <summary>Truth: memory failure found a user of the base page and told him.</summary>
    public TruthTable<B, N> Struck { get; } = tables.Truths("struck", [Folio, Page, Slot], says: Words.Truth("the user", "was told", "was not told"));

    /// <summary>Truth: the base page of a plain folio is with a user.</summary>
    public TruthTable<B, N> Lent { get; } = tables.Truths("lent", [Folio, Page, Slot], says: Words.Truth("the page", "is with a user of its own", "is with no user of its own").Telling());

    /// <summary>Truth: a store went to a tail page through a shared or read-only translation.</summary>
    public TruthTable<B, N> StrayStore { get; } = tables.Truths("stray_store", [Folio], says: Words.Whole("had a store to a shared or read-only tail", "had no such store"));

    /// <summary>Truth: a store went to a struct page of the head's page that is lost when the page has moved.</summary>
    public TruthTable<B, N> LostStore { get; } = tables.Truths("lost_store", [Folio], says: Words.Whole("had a store to its head's page that is lost with the old frame", "had no store lost with an old frame"));

    /// <summary>Truth: a walker stored to a read-only entry, or took a reference on a tail of a hugepage.</summary>
    public TruthTable<B, N> SpeculativeStore { get; } = tables.Truths("speculative_store", [Folio], says: Words.Whole("had a walker store to a read-only tail or take a reference on a tail", "had no such walker"));

    /// <summary>Truth: the hugepage was moved from list to list when it was on none, or to the free list when somebody held it.</summary>
    public TruthTable<B, N> BrokenList { get; } = tables.Truths("broken_list", [Folio], says: Words.Whole("was moved from list to list when on none or in use", "was never moved when on no list or in use"));

    /// <summary>The kernel has oopsed: a store hit a read-only entry, or a list pointer was followed that is none. Nothing is certain after that, so the run ends.</summary>
    public TruthTable<B, N> Oops { get; } = tables.Truths("oops", [], says: Words.Whole("has oopsed", "has not oopsed") with { Owner = "the kernel" });

    /// <summary>Truth: unpoison dropped a reference that it had not taken. Null where nothing is unpoisoned.</summary>
    public TruthTable<B, N>? StolenReference { get; } = shape.Unpoisons ? tables.Truths("stolen_reference", [Folio], says: Words.Whole("lost a reference of its user's to unpoison", "lost no reference to unpoison")) : null;

    /// <summary>Truth: unpoison took for the raw error list of a hugepage what is none, or what another walks. Null where nothing is unpoisoned.</summary>
    public TruthTable<B, N>? StrayWalk { get; } = shape.Unpoisons ? tables.Truths("stray_walk", [Folio], says: Words.Whole("had a walk of its raw error list where there was none, or a second one", "had no such walk of its raw error list")) : null;

    /// <summary>Truth: a reference of a driver was taken or dropped on something that is not the head.</summary>
    public TruthTable<B, N> LostReference { get; } = tables.Truths("lost_reference", [Folio], says: Words.Part("a reference", "was counted elsewhere than on the head", "was never lost"));
}
