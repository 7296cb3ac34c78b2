using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration.Packed;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>
/// Of all states that differ from one another only in the names of folios and frames, one: so the explorer need not walk the others. Folios are put into
/// the order of what their own cells say; where that does not decide, every order is tried and the least result taken. Frames are numbered in the
/// order in which the tables name them, and the others in the order of what is known of them. Used by one thread at a time.
/// </summary>
public sealed class CanonicalForm
{
    private readonly Scope scope;
    private readonly NamedCell[] all;

    // What a folio's own cells say, apart from names of folios and frames: [folio].
    private readonly NamedCell[][] ofFolio;

    // Cells that name frames: [folio], those of no folio last.
    private readonly NamedCell[][] namingFrames;

    // Cells that say something of a frame: [frame][folio], those of no folio last.
    private readonly NamedCell[][][] ofFrame;

    // The attempt: the folio that comes to each place, the place of each folio, the new number of each frame.
    private readonly int[] order;
    private readonly int[] places;
    private readonly int[] frames;
    private readonly int[] unnamed;
    private readonly ulong[] result;

    // The best so far.
    private readonly ulong[] least;
    private readonly int[] leastOrder;
    private readonly int[] leastFrames;
    private bool isFirst;

    /// <summary>Prepares for the states of one layout.</summary>
    public CanonicalForm(PackedLayout layout, Scope scope)
    {
        this.scope = scope;
        all = [.. layout.Tables.SelectMany(NamedCell.Of)];
        ofFolio = ByFolio(all.Where(cell => cell.Frame < 0 && cell.Values is null));
        namingFrames = ByFolio(all.Where(cell => cell.Values == Index.Frame));
        ofFrame = [.. Enumerable.Range(0, scope.Frames).Select(frame => ByFolio(all.Where(cell => cell.Frame == frame)))];
        (order, places, leastOrder) = (new int[scope.Folios], new int[scope.Folios], new int[scope.Folios]);
        (frames, unnamed, leastFrames) = (new int[scope.Frames], new int[scope.Frames], new int[scope.Frames]);
        (result, least) = (new ulong[layout.Words], new ulong[layout.Words]);
    }

    /// <summary>The names that the latest call of <see cref="Apply"/> gave.</summary>
    public Renaming Renaming => new([.. leastOrder], [.. Enumerable.Range(0, scope.Frames).Select(name => Array.IndexOf(leastFrames, name))]);

    /// <summary>Replaces the words of a state by those of the one that stands for it.</summary>
    public void Apply(ulong[] words)
    {
        SortFolios(words);
        isFirst = true;
        TryOrders(words, 0);
        least.CopyTo(words, 0);
    }

    private NamedCell[][] ByFolio(IEnumerable<NamedCell> cells)
    {
        var byFolio = cells.ToLookup(cell => cell.Folio);
        return [.. Enumerable.Range(0, scope.Folios).Append(-1).Select(folio => byFolio[folio].ToArray())];
    }

    private void SortFolios(ulong[] words)
    {
        for (var at = 0; at < order.Length; at++)
        {
            var place = at;
            while (place > 0 && CompareFolios(words, order[place - 1], at) > 0)
            {
                order[place] = order[--place];
            }
            order[place] = at;
        }
    }

    private int CompareFolios(ulong[] words, int left, int right)
    {
        var (a, b) = (ofFolio[left], ofFolio[right]);
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i].Bits(words).CompareTo(b[i].Bits(words)) is not 0 and var difference)
            {
                return difference;
            }
        }
        return 0;
    }

    // All orders of the folios from a place on that agree with the sorted one as far as that decides.
    private void TryOrders(ulong[] words, int from)
    {
        if (from >= order.Length - 1)
        {
            Try(words);
            return;
        }
        TryOrders(words, from + 1);
        for (var other = from + 1; other < order.Length && CompareFolios(words, order[from], order[other]) == 0; other++)
        {
            (order[from], order[other]) = (order[other], order[from]);
            TryOrders(words, from + 1);
            (order[from], order[other]) = (order[other], order[from]);
        }
    }

    private void Try(ulong[] words)
    {
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }
        NumberFrames(words);
        Rename(words);
        if (isFirst || result.AsSpan().SequenceCompareTo(least) < 0)
        {
            isFirst = false;
            result.CopyTo(least, 0);
            order.CopyTo(leastOrder, 0);
            frames.CopyTo(leastFrames, 0);
        }
    }

    private void NumberFrames(ulong[] words)
    {
        Array.Fill(frames, -1);
        var next = 0;
        for (var place = 0; place <= order.Length; place++)
        {
            foreach (ref readonly var cell in namingFrames[place < order.Length ? order[place] : place].AsSpan())
            {
                if (cell.Value(words) is >= 0 and var frame && frames[frame] < 0)
                {
                    frames[frame] = next++;
                }
            }
        }
        var count = 0;
        for (var frame = 0; frame < frames.Length; frame++)
        {
            if (frames[frame] < 0)
            {
                var place = count++;
                while (place > 0 && CompareFrames(words, unnamed[place - 1], frame) > 0)
                {
                    unnamed[place] = unnamed[--place];
                }
                unnamed[place] = frame;
            }
        }
        for (var i = 0; i < count; i++)
        {
            frames[unnamed[i]] = next++;
        }
    }

    private int CompareFrames(ulong[] words, int left, int right)
    {
        for (var place = 0; place <= order.Length; place++)
        {
            var folio = place < order.Length ? order[place] : place;
            var (a, b) = (ofFrame[left][folio], ofFrame[right][folio]);
            for (var i = 0; i < a.Length; i++)
            {
                var (x, y) = (a[i].Value(words), b[i].Value(words));
                if (a[i].Values == Index.Folio)
                {
                    (x, y) = (PlaceOf(x), PlaceOf(y));
                }
                if (x != y)
                {
                    return x.CompareTo(y);
                }
            }
        }
        return 0;
    }

    private int PlaceOf(int folio) => folio < 0 ? folio : places[folio];

    private void Rename(ulong[] words)
    {
        if (IsIdentity(places) && IsIdentity(frames))
        {
            // Most steps leave the names as they are.
            words.AsSpan(0, result.Length).CopyTo(result);
            return;
        }
        Array.Clear(result);
        foreach (ref readonly var cell in all.AsSpan())
        {
            var value = cell.Value(words);
            value = value < 0 || cell.Values is null ? value : cell.Values == Index.Folio ? PlaceOf(value) : frames[value];
            cell.Store(result, PlaceOf(cell.Folio), cell.Frame < 0 ? -1 : frames[cell.Frame], value);
        }
    }

    private static bool IsIdentity(int[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != i)
            {
                return false;
            }
        }
        return true;
    }
}
