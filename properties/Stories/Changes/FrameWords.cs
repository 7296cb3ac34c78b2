using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Frames that change hands: from whom to whom, with the list that they enter or leave.</summary>
internal static class FrameWords
{
    // frame f2: VP2 -> list
    public static IEnumerable<Told> Tell(Moment moment)
    {
        var (old, now, names) = (moment.Before, moment.After, moment.Names);
        foreach (var frame in moment.Of(now.Owner).Concat(moment.Of(now.OwnerFolio)).Concat(moment.Of(now.OwnerIndex)).GroupBy(c => c.I))
        {
            var (was, nowIs) = (names.OwnerOf(old, frame.Key), names.OwnerOf(now, frame.Key));
            if (was != nowIs)
            {
                yield return new(Topic.Mapping, $"frame {Names.Frame(frame.Key)}: {was} -> {nowIs}", Implied(moment, frame.Key, frame));
            }
        }
    }

    // What the names of the owners imply: a place in the list or none, and nothing left to write where the frame is with no folio any longer.
    private static List<Change> Implied(Moment moment, int f, IEnumerable<Change> owner)
    {
        var now = moment.After;
        List<Change> entered = Entered(moment, f), left = Left(moment, f);
        var isPlaced = now.Owner[f].Value == Owner.Vmemmap || entered.Count > 0;
        return
        [
            .. owner.Where(c => isPlaced || c.IsForgotten || c.Table == TableLayout.Of(now.Owner)), .. entered, .. left,
            .. moment.Of(now.Fresh).Where(c => c.I == f && c.IsForgotten && left.Count > 0 && !isPlaced),
        ];
    }

    private static List<Change> Entered(Moment moment, int f)
    {
        var now = moment.After;
        var (h, at) = (now.OwnerFolio[f].Value, now.OwnerIndex[f].Value);
        return now.Owner[f].Value == Owner.Collected ? Both(moment, h, at, (None.Nobody, f), (at, at + 1)) : [];
    }

    private static List<Change> Left(Moment moment, int f)
    {
        var old = moment.Before;
        var (h, at) = (old.OwnerFolio[f].Value, old.OwnerIndex[f].Value);
        return old.Owner[f].Value == Owner.Collected ? Both(moment, h, at, (f, None.Nobody), (at + 1, at)) : [];
    }

    // The changes of an entry of the list and of the list's length, if both are those.
    private static List<Change> Both(Moment moment, int h, int at, (int Old, int New) entry, (int Old, int New) length)
    {
        List<Change> both =
        [
            .. moment.Of(moment.After.List).Where(c => (c.I, c.J) == (h, at) && (c.Old, c.New) == entry),
            .. moment.Of(moment.After.ListLength).Where(c => c.I == h && (c.Old, c.New) == length),
        ];
        return both.Count == 2 ? both : [];
    }
}
