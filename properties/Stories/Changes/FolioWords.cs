using Vmemmap.Model.Control;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>The control point of a folio's operation, with the vmemmap page that its walk is at.</summary>
internal static class FolioWords
{
    public static IEnumerable<Told> Tell(Moment moment)
    {
        var now = moment.After;
        foreach (var folio in moment.Of(now.Stage).Concat(moment.Of(now.Cursor)).Concat(moment.Of(now.WalkEnd)).GroupBy(c => c.I))
        {
            var h = folio.Key;
            List<Change> stage = [.. moment.Of(now.Stage).Where(c => c.I == h)], cursor = [.. moment.Of(now.Cursor).Where(c => c.I == h)];
            List<Change> end = [.. moment.Of(now.WalkEnd).Where(c => c.I == h)];
            var walk = Walk(moment, h, cursor.Count > 0);
            List<string> words = [.. stage.Select(c => $"stage: {c.Table.Values!.Show(c.Old)} -> {c.Table.Values.Show(c.New)}")];
            if (walk is not null)
            {
                words.Add(walk);
            }
            // Where it ends early: else at the last page, and when it has ended nobody asks.
            words.AddRange(end.Where(c => !c.IsForgotten && c.New < moment.Scope.Pages).Select(c => $"the walk ends before {moment.Names.Page(h, c.New)}"));
            if (words.Count > 0)
            {
                // Of the page that the walk is at, nothing is done yet.
                yield return new(Topic.Folios, moment.Names.OfFolio(h) + string.Join(", ", words),
                    [.. stage, .. walk is null ? [] : cursor, .. end, .. moment.Of(now.Reset).Where(c => c.I == h && c.IsForgotten)]);
            }
        }
    }

    // Where the walk over the vmemmap pages is: of interest only while one is going on, or has just come to its end.
    private static string? Walk(Moment moment, int h, bool hasMoved)
    {
        var (s, v) = (moment.After, moment.After.Cursor[h].Value);
        return s.Shape.Hugepage.InOrder[s.Stage[h].Value].Walk switch
        {
            PageWalk.None => hasMoved && v == moment.Scope.Pages ? "the walk is complete" : null,
            PageWalk.ToItsEnd when v >= s.WalkEnd[h].Value => "the walk is complete",
            PageWalk.ToTheEnd when v >= moment.Scope.Pages => "the walk is complete",
            _ => $"the walk is at {moment.Names.Page(h, v)}",
        };
    }
}
