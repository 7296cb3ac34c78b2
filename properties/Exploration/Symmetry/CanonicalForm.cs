using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration.Layout;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>
/// Of all states that differ from one another only in the names of folios and frames, one: so the explorer need not walk the others. Folios are put into
/// the order of what their own cells say; where that does not decide, every order is tried and the least result taken. Frames are numbered in the
/// order in which the tables name them, and the others in the order of what is known of them. Used by one thread at a time.
/// </summary>
public sealed class CanonicalForm
{
    private readonly PackedRecords records;
    private readonly FrameNumbers frames;

    // The bits of a folio's record that name neither folio nor frame and say nothing of frames.
    private readonly ulong[] ownBits;
    private readonly NamedCell[] naming;

    // The attempt: the folio that comes to each place, the place of each folio.
    private readonly int[] order;
    private readonly int[] places;
    private readonly ulong[] ordered;
    private readonly ulong[] result;

    // The best so far.
    private readonly ulong[] least;
    private readonly int[] leastOrder;
    private readonly int[] leastFrames;
    private bool isFirst;

    /// <summary>Prepares for the states of one layout, which is one in records.</summary>
    public CanonicalForm(PackedLayout layout, Scope scope)
    {
        records = layout.RecordsOf(Index.Folio);
        frames = new FrameNumbers(layout, scope);
        naming = NamedCell.In(layout, NamedCell.NamesFolio);
        ownBits = OwnBits(layout, [.. naming, .. NamedCell.In(layout, NamedCell.NamesFrame), .. NamedCell.In(layout, NamedCell.IsOfBoth)]);
        (order, places, leastOrder) = (new int[scope.Folios], new int[scope.Folios], new int[scope.Folios]);
        leastFrames = new int[scope.Frames];
        (ordered, result, least) = (new ulong[layout.Words], new ulong[layout.Words], new ulong[layout.Words]);
    }

    /// <summary>The names that the latest call of <see cref="Apply"/> gave.</summary>
    public Renaming Renaming => new([.. leastOrder], [.. Enumerable.Range(0, leastFrames.Length).Select(name => Array.IndexOf(leastFrames, name))]);

    /// <summary>Replaces the words of a state by those of the one that stands for it.</summary>
    public void Apply(ulong[] words)
    {
        SortFolios(words);
        isFirst = true;
        TryOrders(words, 0);
        least.CopyTo(words, 0);
    }

    private ulong[] OwnBits(PackedLayout layout, IReadOnlyList<NamedCell> others)
    {
        var bits = new ulong[layout.Words];
        Array.Fill(bits, ulong.MaxValue);
        foreach (var cell in others)
        {
            bits[cell.Word] &= ~cell.Mask;
        }
        return [.. Enumerable.Range(0, records.Words).Select(word => records.Read(bits, 0, word))];
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
        for (var word = 0; word < ownBits.Length; word++)
        {
            var (a, b) = (records.Read(words, left, word) & ownBits[word], records.Read(words, right, word) & ownBits[word]);
            if (a.CompareTo(b) is not 0 and var difference)
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
        MoveFolios(words);
        frames.Apply(ordered, result);
        if (isFirst || result.AsSpan().SequenceCompareTo(least) < 0)
        {
            isFirst = false;
            result.CopyTo(least, 0);
            order.CopyTo(leastOrder, 0);
            frames.OfFrames.CopyTo(leastFrames);
        }
    }

    private void MoveFolios(ulong[] words)
    {
        words.AsSpan(0, ordered.Length).CopyTo(ordered);
        if (IsIdentity(order))
        {
            return;
        }
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
            records.Copy(words, order[place], ordered, place);
        }
        foreach (ref readonly var cell in naming.AsSpan())
        {
            cell.Rename(ordered, places);
        }
    }

    /// <summary>Does everything keep its name?</summary>
    internal static bool IsIdentity(int[] names)
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
