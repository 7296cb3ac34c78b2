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
    private readonly PackedRecords folioRecords;
    private readonly PackedRecords frameRecords;

    // The bits of a folio's record that name neither folio nor frame and say nothing of frames.
    private readonly ulong[] ownBits;
    private readonly NamedCell[] namingFolios;
    private readonly NamedCell[] namingFrames;

    // What is said of a frame in the record of a folio, by frame; and in which words.
    private readonly NamedCell[][] acrossByFrame;
    private readonly (int Word, ulong Mask)[] across;

    // The attempt: the folio that comes to each place, the place of each folio, the new number of each frame.
    private readonly int[] order;
    private readonly int[] places;
    private readonly int[] frames;
    private readonly int[] unnamed;
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
        (folioRecords, frameRecords) = (layout.RecordsOf(Index.Folio), layout.RecordsOf(Index.Frame));
        namingFolios = CellsOf(layout, table => table.Layout.Values?.Of == Index.Folio);
        namingFrames = CellsOf(layout, table => table.Layout.Values?.Of == Index.Frame);
        var ofBoth = CellsOf(layout, table => table.Layout.Indices.Contains(Index.Folio) && table.Layout.Indices.Contains(Index.Frame));
        acrossByFrame = [.. Enumerable.Range(0, scope.Frames).Select(frame => ofBoth.Where(cell => cell.Frame == frame).ToArray())];
        across = [.. ofBoth.GroupBy(cell => cell.Word).Select(word => (word.Key, word.Aggregate(0UL, (mask, cell) => mask | cell.Mask)))];
        ownBits = OwnBits(layout, [.. namingFolios, .. namingFrames, .. ofBoth]);
        (order, places, leastOrder) = (new int[scope.Folios], new int[scope.Folios], new int[scope.Folios]);
        (frames, unnamed, leastFrames) = (new int[scope.Frames], new int[scope.Frames], new int[scope.Frames]);
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

    private static NamedCell[] CellsOf(PackedLayout layout, Func<PackedTable, bool> which) => [.. layout.Tables.Where(which).SelectMany(NamedCell.Of)];

    private ulong[] OwnBits(PackedLayout layout, IReadOnlyList<NamedCell> others)
    {
        var bits = new ulong[layout.Words];
        Array.Fill(bits, ulong.MaxValue);
        foreach (var cell in others)
        {
            bits[cell.Word] &= ~cell.Mask;
        }
        return [.. Enumerable.Range(0, folioRecords.Words).Select(word => folioRecords.Read(bits, 0, word))];
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
            var (a, b) = (folioRecords.Read(words, left, word) & ownBits[word], folioRecords.Read(words, right, word) & ownBits[word]);
            if (a != b)
            {
                return a < b ? -1 : 1;
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
        NumberFrames();
        MoveFrames();
        if (isFirst || result.AsSpan().SequenceCompareTo(least) < 0)
        {
            isFirst = false;
            result.CopyTo(least, 0);
            order.CopyTo(leastOrder, 0);
            frames.CopyTo(leastFrames, 0);
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
            folioRecords.Copy(words, order[place], ordered, place);
        }
        foreach (ref readonly var cell in namingFolios.AsSpan())
        {
            cell.Rename(ordered, places);
        }
    }

    private void NumberFrames()
    {
        Array.Fill(frames, -1);
        var next = 0;
        foreach (ref readonly var cell in namingFrames.AsSpan())
        {
            if (cell.Value(ordered) is >= 0 and var frame && frames[frame] < 0)
            {
                frames[frame] = next++;
            }
        }
        var count = 0;
        for (var frame = 0; frame < frames.Length; frame++)
        {
            if (frames[frame] < 0)
            {
                var place = count++;
                while (place > 0 && CompareFrames(unnamed[place - 1], frame) > 0)
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

    private int CompareFrames(int left, int right)
    {
        for (var word = 0; word < frameRecords.Words; word++)
        {
            var (a, b) = (frameRecords.Read(ordered, left, word), frameRecords.Read(ordered, right, word));
            if (a != b)
            {
                return a < b ? -1 : 1;
            }
        }
        for (var i = 0; i < acrossByFrame[left].Length && IsAnythingAcross(); i++)
        {
            var (a, b) = (acrossByFrame[left][i].Bits(ordered), acrossByFrame[right][i].Bits(ordered));
            if (a != b)
            {
                return a < b ? -1 : 1;
            }
        }
        return 0;
    }

    private void MoveFrames()
    {
        ordered.CopyTo(result, 0);
        if (IsIdentity(frames))
        {
            return;
        }
        for (var frame = 0; frame < frames.Length; frame++)
        {
            frameRecords.Copy(ordered, frame, result, frames[frame]);
        }
        foreach (ref readonly var cell in namingFrames.AsSpan())
        {
            cell.Rename(result, frames);
        }
        if (IsAnythingAcross())
        {
            MoveAcross();
        }
    }

    private void MoveAcross()
    {
        foreach (var (word, mask) in across)
        {
            result[word] &= ~mask;
        }
        for (var frame = 0; frame < frames.Length; frame++)
        {
            foreach (ref readonly var cell in acrossByFrame[frame].AsSpan())
            {
                cell.Store(result, cell.Bits(ordered), frames[frame]);
            }
        }
    }

    // Mostly there is nothing: translations are stale only for a while.
    private bool IsAnythingAcross()
    {
        foreach (var (word, mask) in across)
        {
            if ((ordered[word] & mask) != 0)
            {
                return true;
            }
        }
        return false;
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
