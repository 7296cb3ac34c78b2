using Vmemmap.Model.Control;

namespace Vmemmap.Properties.Stories.Words;

/// <summary>Changes of the control point of a folio's operation and of the folio's own flags.</summary>
internal static class FolioWords
{
    public static IEnumerable<string> Tell(Moment moment)
    {
        for (var h = 0; h < moment.Scope.Folios; h++)
        {
            var of = moment.Scope.Folios > 1 ? $"h{h}: " : "";
            List<string> words = [.. Control(moment, h), .. Flags(moment, h)];
            foreach (var word in words)
            {
                yield return of + word;
            }
        }
    }

    private static IEnumerable<string> Control(Moment moment, int h)
    {
        var walk = Walk(moment, h);
        if (moment.Of("stage").Where(c => c.I == h).Select(c => (Change?)c).FirstOrDefault() is { } c)
        {
            var points = moment.After.Shape.Hugepage.Values;
            yield return $"stage: {points.Show(c.Old)} -> {points.Show(c.New)}{(walk is null ? "" : $", {walk}")}";
        }
        else if (walk is not null && moment.Of("cursor").Any(x => x.I == h))
        {
            yield return walk;
        }
    }

    // Where the walk over the vmemmap pages is: of interest only while one is going on.
    private static string? Walk(Moment moment, int h)
    {
        var (s, v) = (moment.After, moment.After.Cursor[h].Value);
        return s.Shape.Hugepage.InOrder[s.Stage[h].Value].Walk switch
        {
            PageWalk.None => null,
            PageWalk.UntilListIsEmpty when s.ListLength[h].Value == 0 => "the walk is complete",
            PageWalk.ToTheEnd when v >= moment.Scope.Pages => "the walk is complete",
            _ => $"the walk is at {moment.Names.Page(h, v)}",
        };
    }

    private static IEnumerable<string> Flags(Moment moment, int h) =>
    [
        .. Flag(moment, h, "hugetlb", "hugetlb type set", "hugetlb type cleared"),
        .. Flag(moment, h, "vmemmap_optimized", "HPageVmemmapOptimized set", "HPageVmemmapOptimized cleared"),
        .. Flag(moment, h, "user_holds", "a user holds the hugepage", "the user has given the hugepage back"),
        .. Flag(moment, h, "raw_hwp_unreliable", "raw error list unreliable", "raw error list reliable again"),
        .. Flag(moment, h, "stray_store", "a store went to a shared tail page or through a read-only mapping", "stray store forgotten"),
        .. Flag(moment, h, "lost_reference", "a reference was taken or dropped elsewhere than on the head", "lost reference forgotten"),
    ];

    private static IEnumerable<string> Flag(Moment moment, int h, string table, string set, string cleared) =>
        moment.Of(table).Where(c => c.I == h).Select(c => c.IsSet ? set : cleared);
}
