using Vmemmap.Model.Control;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>What every scenario with a memory error begins with.</summary>
internal static class MemoryErrors
{
    /// <summary>An error is reported for a base page, and memory failure looks up the head of its struct page, as many loads as the design's lookup needs.</summary>
    /// <param name="scenario">what was before.</param>
    /// <param name="page">vmemmap page of the struct page.</param>
    /// <param name="slot">its slot.</param>
    /// <param name="folio">the hugepage.</param>
    /// <param name="through">the frame that the first load goes to; null where there is only one.</param>
    /// <param name="report">the step that reports it.</param>
    public static Scenario Fails(this Scenario scenario, int page = 0, int slot = 0, int folio = 0, int? through = null, string report = "memory-failure") =>
        scenario.Do(report, folio: folio, page: page, slot: slot).LooksUpTheHead(through);

    /// <summary>Memory failure looks up the head of the page that was reported, as many loads as the design's lookup needs.</summary>
    /// <param name="scenario">what was before.</param>
    /// <param name="through">the frame that the first load goes to; null where there is only one.</param>
    public static Scenario LooksUpTheHead(this Scenario scenario, int? through = null)
    {
        var points = scenario.Read(s => s.Shape.Failure);
        string[] more =
        [
            .. points.Find(FailurePoints.TestingFlag) is null ? Array.Empty<string>() : ["failure-reads-pg-head"],
            .. points.Find(FailurePoints.ReadingNext) is null ? Array.Empty<string>() : ["failure-reads-next-page"],
        ];
        return scenario.Do("failure-reads-compound-head", frame: through).DoUntil("the head is looked up", s => s.At(FailurePoints.LookedUp), more);
    }

    /// <summary>Up to v5.17: what was looked up is seen to be hugetlb, and looked up again.</summary>
    /// <param name="scenario">what was before.</param>
    public static Scenario SeenAsHugetlb(this Scenario scenario) => scenario.Do("failure-sees-hugetlb").Do("failure-reads-compound-head-again");
}
