using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>Errors that were injected and recorded, and how they are taken back, told alike for every design that has <c>unpoison_memory()</c>.</summary>
internal static class UnpoisonScenarios
{
    /// <summary>A page of a free hugepage is bad, and its error is in the raw error list.</summary>
    public static Scenario WithErrorOf(this Scenario inThePool, int page, int slot) =>
        inThePool.Fails(page, slot).Do("record-raw-error").DoUntil("memory failure has returned", s => s.At(FailurePoints.Idle), "memory-failure-ends");

    /// <summary>...the head.</summary>
    public static Scenario WithErrorOfTheHead(this Scenario inThePool) => inThePool.WithErrorOf(page: 0, slot: 0);

    /// <summary>A driver has a page of a hugepage pinned whose head is bad, and from which its user was unmapped.</summary>
    public static Scenario PinnedWithErrorOfTheHead(this Scenario inThePool) =>
        inThePool.Do("dequeue").Do("instantiate").Do("pin", page: 1, frame: 1).Fails(page: 0, slot: 0).Do("record-raw-error").Do("unmap-users").Do("put-failed-page").Do("memory-failure-ends");

    /// <summary>The error of the head is to be taken back.</summary>
    public static Scenario UnpoisonBegun(this Scenario poisoned) => poisoned.Do("unpoison").Expect("mf_mutex is taken", s => s.At(FailurePoints.Unpoisoning));

    /// <summary>...and nobody was seen to hold the hugepage.</summary>
    public static Scenario SeenToBeFree(this Scenario poisoned) => poisoned.UnpoisonBegun().Do("unpoison-finds-free").Do("unpoison-sees-hugetlb");

    /// <summary>The error of the head of a free hugepage was taken back.</summary>
    public static Scenario TakenBack(this Scenario poisoned) => poisoned.SeenToBeFree().Do("unpoison-free-hugepage");

    /// <summary>...that of one in use.</summary>
    public static Scenario TakenBackInUse(this Scenario poisoned) => poisoned.UnpoisonBegun().Do("unpoison-takes-reference").Do("unpoison-held-hugepage");
}
