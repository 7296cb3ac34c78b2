using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Pictures;

/// <summary>The mapping before the first step and after the last, with the place of the violation marked.</summary>
internal sealed class Picture
{
    private const string BadMark = "x";
    private const string HereMark = "^";
    private readonly Scope scope;
    private readonly Place place;
    private readonly Names names;
    private readonly Selection selection;
    private readonly Letters letters;
    private readonly State<Bit, Num> start, end;

    public Picture(Retelling told, Place place)
    {
        (scope, this.place) = (told.Now.Scope, place);
        (names, selection) = (new(scope), new(told, place));
        letters = new(selection, scope);
        (start, end) = (told.Start.State, told.Now.State);
    }

    /// <summary>Both states, or the last only.</summary>
    /// <param name="withStart">both.</param>
    /// <param name="width">the longest line: what is wider is drawn in parts, one below the other.</param>
    public IEnumerable<string> Lines(bool withStart, int width)
    {
        List<string> lines = [];
        foreach (var h in selection.Folios)
        {
            lines.AddRange(Folio(h, withStart).Lines(width));
        }
        lines.AddRange(NotMapped(withStart));
        return lines;
    }

    private Grid Folio(int h, bool withStart)
    {
        var grid = new Grid();
        grid.Add(scope.Folios > 1 ? $"h{h}" : "", Row(v => $"VP{v}", Letters.Gap));
        if (withStart)
        {
            grid.Add("before", Row(v => letters.Group(start, start.Pte[h, v].Value), Letters.Gap), hasBars: true);
            grid.Add("", Row(v => Entry(start, h, v)));
        }
        grid.Add("after", Row(v => letters.Group(end, end.Pte[h, v].Value), Letters.Gap), hasBars: true);
        grid.Add("bad page", Row(v => BadMarks(h, v)));
        var isHere = h == place.Folio;
        grid.Add("here", Row(v => isHere && v == place.Page && !IsStale(h) ? LetterMark(h, v) : ""));
        grid.Add("", Row(v => Entry(end, h, v)));
        grid.Add("here", Row(v => isHere && v == place.Page && place.Slot is null && !IsStale(h) ? Underline(Entry(end, h, v)) : ""));
        foreach (var f in StaleFrames(h))
        {
            grid.Add("", Row(v => Stale(h, v, f)));
            grid.Add("here", Row(v => isHere && v == place.Page && f == place.Frame ? Underline(Stale(h, v, f)) : ""));
        }
        return grid;
    }

    // A cell for each page drawn; another where pages are left out.
    private List<string> Row(Func<int, string> cell, string gap = "")
    {
        List<string> cells = [];
        var next = 0;
        foreach (var v in selection.Pages)
        {
            if (v != next)
            {
                cells.Add(gap);
            }
            cells.Add(cell(v));
            next = v + 1;
        }
        return cells;
    }

    private string Entry(State<Bit, Num> state, int h, int v)
    {
        var f = state.Pte[h, v].Value;
        if (f == None.Nobody)
        {
            return Names.Frame(f);
        }
        var owner = state.Owner[f].Value == Owner.Vmemmap ? "" : $" ({names.OwnerOf(state, f)})";
        return $"{Names.Frame(f)} {(state.Writable[h, v].IsTrue ? "rw" : "ro")}{owner}{(state.Fresh[f].IsTrue ? " (unwritten)" : "")}";
    }

    private IEnumerable<int> StaleFrames(int h) =>
        Enumerable.Range(0, scope.Frames).Where(f => selection.Pages.Any(v => IsStale(h, v, f)));

    private string Stale(int h, int v, int f) => IsStale(h, v, f) ? $"stale->{Names.Frame(f)} ({names.OwnerOf(end, f)})" : "";

    private bool IsStale(int h, int v, int f) => end.Stale[h, v, f].IsTrue && end.Pte[h, v].Value != f;

    // The violation is seen through a translation that the page table no longer has.
    private bool IsStale(int h) => place is { Page: { } v, Frame: { } f } && IsStale(h, v, f);

    private string LetterMark(int h, int v) =>
        place.Slot is { } slot && letters.Offset(end, end.Pte[h, v].Value, slot) is { } offset ? new string(' ', offset) + HereMark : "";

    private string BadMarks(int h, int v)
    {
        var marks = "";
        foreach (var slot in selection.Slots.Where(e => end.Bad[h, v, e].IsTrue))
        {
            marks = marks.PadRight(letters.Offset(end, end.Pte[h, v].Value, slot) ?? 0) + BadMark;
        }
        return marks;
    }

    private static string Underline(string cell) => new(HereMark[0], cell.Length);

    private IEnumerable<string> NotMapped(bool withStart)
    {
        var (before, after) = (Unmapped(start), Unmapped(end));
        if (withStart && before.Length > 0 && before != after)
        {
            yield return $"not mapped before: {before}";
        }
        if (after.Length > 0)
        {
            yield return $"not mapped{(withStart && before != after ? " after" : "")}: {after}";
        }
    }

    private string Unmapped(State<Bit, Num> state) => string.Join(", ", selection.UnmappedFrames
        .Where(f => !names.PagesMappedTo(state, f).Any())
        .Select(f => $"{Names.Frame(f)} ({names.OwnerOf(state, f)}{(state.FrameBad[f].IsTrue ? ", bad memory" : "")}){(place is { Folio: null } && place.Frame == f ? " <- here" : "")}"));

    /// <summary>What the letters and marks of a picture mean.</summary>
    public string Legend(IReadOnlyList<string> lines)
    {
        var cut = selection.Slots.Count < scope.Slots ? $" ({selection.Slots.Count} of {scope.Slots} per frame)" : "";
        return string.Join(", ", [$"one letter = one struct page in memory{cut}", .. Letters.Marks.Where(m => lines.Any(l => l.Contains(m.Mark))).Select(m => $"{m.Mark} {m.Meaning}")]);
    }
}
