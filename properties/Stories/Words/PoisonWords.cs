using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Words;

/// <summary>Changes of what is bad, who knows it, and how far memory failure has got.</summary>
internal static class PoisonWords
{
    public static IEnumerable<string> Tell(Moment moment) => [.. Pages(moment), .. Failure(moment), .. Dissolve(moment)];

    private static IEnumerable<string> Failure(Moment moment)
    {
        if (moment.Changed("failure_stage"))
        {
            // Before it is called and when it has returned it names no page.
            var (c, points) = (moment.Of("failure_stage")[0], moment.After.Shape.Failure);
            var s = c.Old == points.Find(FailurePoints.Idle) ? moment.After : moment.Before;
            var page = moment.Names.StructPage(s.FailureFolio.Value.Value, s.FailurePage.Value.Value, s.FailureSlot.Value.Value);
            yield return $"memory failure of {page}: {points.Values.Show(c.Old)} -> {points.Values.Show(c.New)}";
        }
    }

    /// <summary>What became bad, who was told, who has the page.</summary>
    public static IEnumerable<string> Pages(Moment moment) =>
    [
        .. Marked(moment, "bad", "the page itself is bad", "the page itself is good again"),
        .. Marked(moment, "struck", "its user is told", "its next user is not told"),
        .. Marked(moment, "lent", "the page is with a user of its own", "the page is back in the buddy allocator"),
        .. Marked(moment, "raw_hwp_list", "entered in the raw error list", "taken off the raw error list"),
    ];

    private static IEnumerable<string> Marked(Moment moment, string table, string set, string cleared) =>
        moment.Of(table).GroupBy(c => c.IsSet)
            .Select(same => $"{Listing.Of(same.Select(c => moment.Names.StructPage(c.I, c.J, c.K)))}: {(same.Key ? set : cleared)}");

    private static IEnumerable<string> Dissolve(Moment moment)
    {
        foreach (var h in moment.Of("raw_page").Concat(moment.Of("raw_slot")).Select(c => c.I).Distinct())
        {
            var page = moment.After.RawPage[h].Value;
            if (page != None.Nobody)
            {
                yield return $"dissolve is told of the error at {moment.Names.StructPage(h, page, moment.After.RawSlot[h].Value)}";
            }
            else if (moment.Before.RawPage[h].Value != None.Nobody)
            {
                yield return "dissolve forgets the error it was told of";
            }
        }
    }
}
