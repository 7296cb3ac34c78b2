using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Changes of struct pages. A frame full of them written or copied at once is one phrase; a poison flag is always told.</summary>
internal static class ContentWords
{
    public static IEnumerable<Told> Tell(Moment moment)
    {
        List<Told> told = [.. CopyWords.Tell(moment)];
        HashSet<Change> copied = [.. told.SelectMany(t => t.Of)];
        foreach (var frame in moment.Changes.Where(c => IsContent(c.Table) && !copied.Contains(c)).GroupBy(c => c.I))
        {
            told.AddRange(Frame(moment, frame.Key, [.. frame.Where(c => !IsPoison(moment, c))]));
        }
        return [.. told, .. OneByOne(moment, [.. moment.Changes.Where(c => IsPoison(moment, c))])];
    }

    /// <summary>Is it one of the fields of struct pages?</summary>
    public static bool IsContent(TableLayout table) => table.Indices is [Index.Frame, Index.Slot];

    /// <summary>Is it the poison flag of a struct page?</summary>
    public static bool IsPoison(Moment moment, Change c) => c.Table == TableLayout.Of(moment.After.PgHwpoison);

    private static IEnumerable<Told> Frame(Moment moment, int f, List<Change> changes)
    {
        if (changes.Select(c => c.J).Distinct().Count() < moment.Scope.Slots || Whole(moment, f) is not { } words)
        {
            return OneByOne(moment, changes);
        }
        // The references of a head may be any number.
        var counted = changes.FindAll(c => moment.After.PgHead[f, c.J].IsTrue && c.New >= 0 && c.Table == TableLayout.Of(moment.After.Refcount));
        return [new(Topic.Contents, words, [.. changes.Except(counted)]), .. OneByOne(moment, counted)];
    }

    // What a frame full of struct pages has become, if that is one thing.
    private static string? Whole(Moment moment, int f)
    {
        var (s, slots, names) = (moment.After, Enumerable.Range(0, moment.Scope.Slots), moment.Names);
        if (slots.All(e => Holds(e, isHead: true, None.Garbage, None.Garbage, -1)))
        {
            return $"frame {Names.Frame(f)}: overwritten with garbage";
        }
        if (names.PagesMappedTo(s, f).ToList() is not [var (h, v)])
        {
            return null;
        }
        if (slots.All(e => Holds(e, isHead: false, None.Nobody, None.Nobody, 0)))
        {
            return $"{names.Page(h, v)}: struct pages made ordinary";
        }
        return slots.All(e => IsHead(e) ? Holds(e, isHead: true, None.Nobody, DataOf(e), s.Refcount[f, e].Value) : Holds(e, isHead: false, h, DataOf(e), 0))
            ? $"{names.Page(h, v)}: written as {(v == 0 ? "head and tails" : "tails")} of a compound page"
            : null;

        bool IsHead(int e) => v == 0 && e == 0;

        int DataOf(int e) => v == 0 && e == s.SpecialSlot.Value ? h : None.Nobody;

        bool Holds(int e, bool isHead, int pointer, int data, int references) => s.PgHead[f, e].IsTrue == isHead
            && (s.CompoundHead[f, e].Value, s.Metadata[f, e].Value, s.Refcount[f, e].Value) == (pointer, data, references);
    }

    private static IEnumerable<Told> OneByOne(Moment moment, List<Change> changes)
    {
        var cells = new CellWords(moment.Names, moment.After);
        foreach (var frame in changes.GroupBy(c => c.I))
        {
            foreach (var same in frame.GroupBy(c => c.J).GroupBy(slot => string.Join(", ", slot.Select(c => cells.Became(c).Words))))
            {
                var where = Listing.Of(same.Select(slot => moment.Names.StructPagesAt(moment.After, frame.Key, slot.Key)));
                yield return new(Topic.Contents, $"{where}: {same.Key}", [.. same.SelectMany(slot => slot)]);
            }
        }
    }
}
