using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>A frame that is made ready for a tail page: a copy of the shared one, whose first struct pages are reset one after the other.</summary>
internal static class CopyWords
{
    // A copy may change no struct page, where the frame held the same before: that it is made is what is told.
    public static IEnumerable<Told> Tell(Moment moment)
    {
        var (old, now) = (moment.Before, moment.After);
        foreach (var c in moment.Of(now.Reset).Where(c => old.ListLength[c.I].Value > 0))
        {
            var (f, from) = (old.ListFront(c.I).Value, old.SharedFrame(c.I).Value);
            var sources = new[] { c.Old + now.ResetCount.Value, now.ResetCount.Value };
            if (c.New == Writing.Copying)
            {
                yield return new(Topic.Contents, $"frame {Names.Frame(f)}: being overwritten with a copy of {Names.Frame(from)}, and each load of a word of it returns the old value or the new one", [c]);
            }
            else if (c.Old is Writing.NotBegun or Writing.Copying && c.New == 0 && !now.Fresh[f].IsTrue && Enumerable.Range(0, moment.Scope.Slots).All(e => IsCopy(moment, (f, e), (from, e))))
            {
                yield return Copied(moment, c, f, $"frame {Names.Frame(f)}: copy of {Names.Frame(from)}", _ => true);
            }
            else if (c.Old >= 0 && c.New == c.Old + 1 && Array.Find(sources, e => IsCopy(moment, (f, c.Old), (f, e))) is > 0 and var source)
            {
                yield return Copied(moment, c, f, $"frame {Names.Frame(f)}: slot {c.Old} overwritten with slot {source}", slot => slot == c.Old);
            }
        }
    }

    private static Told Copied(Moment moment, Change progress, int f, string words, Func<int, bool> isTarget) => new(Topic.Contents, words,
        [
            progress,
            .. moment.Of(moment.After.Fresh).Where(c => c.I == f),
            .. moment.Changes.Where(c => c.I == f && ContentWords.IsContent(c.Table) && isTarget(c.J) && !ContentWords.IsPoison(moment, c)),
        ]);

    private static bool IsCopy(Moment moment, (int Frame, int Slot) to, (int Frame, int Slot) from) => moment.Tables.Where(ContentWords.IsContent)
        .All(table => moment.CellsAfter[table.Cell(to.Frame, to.Slot)] == moment.CellsAfter[table.Cell(from.Frame, from.Slot)]);
}
