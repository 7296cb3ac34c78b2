using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration.Layout;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>
/// Numbers frames in the order in which the tables name them, and those that none names in the order of what is known of them: so states that differ
/// in the names of frames only become one. Used by one thread at a time.
/// </summary>
internal sealed class FrameNumbers
{
    private readonly PackedRecords records;
    private readonly NamedCell[] naming;

    // What is said of a frame in the record of a folio, by frame; and in which words.
    private readonly NamedCell[][] acrossByFrame;
    private readonly (int Word, ulong Mask)[] across;
    private readonly int[] frames;
    private readonly int[] unnamed;

    public FrameNumbers(PackedLayout layout, Scope scope)
    {
        records = layout.RecordsOf(Index.Frame);
        naming = NamedCell.In(layout, NamedCell.NamesFrame);
        var cells = NamedCell.In(layout, NamedCell.IsOfBoth);
        acrossByFrame = [.. Enumerable.Range(0, scope.Frames).Select(frame => cells.Where(cell => cell.Frame == frame).ToArray())];
        across = [.. cells.GroupBy(cell => cell.Word).Select(word => (word.Key, word.Aggregate(0UL, (mask, cell) => mask | cell.Mask)))];
        (frames, unnamed) = (new int[scope.Frames], new int[scope.Frames]);
    }

    /// <summary>The new number of each frame.</summary>
    public ReadOnlySpan<int> OfFrames => frames;

    /// <summary>Gives the frames of a state their numbers.</summary>
    /// <param name="state">the words of the state.</param>
    /// <param name="result">gets those of the state with the new numbers.</param>
    public void Apply(ulong[] state, ulong[] result)
    {
        Number(state);
        state.CopyTo(result, 0);
        if (CanonicalForm.IsIdentity(frames))
        {
            return;
        }
        for (var frame = 0; frame < frames.Length; frame++)
        {
            records.Copy(state, frame, result, frames[frame]);
        }
        foreach (ref readonly var cell in naming.AsSpan())
        {
            cell.Rename(result, frames);
        }
        if (IsAnythingAcross(state))
        {
            MoveAcross(state, result);
        }
    }

    private void Number(ulong[] state)
    {
        Array.Fill(frames, -1);
        var next = 0;
        foreach (ref readonly var cell in naming.AsSpan())
        {
            if (cell.Value(state) is >= 0 and var frame && frames[frame] < 0)
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
                while (place > 0 && Compare(state, unnamed[place - 1], frame) > 0)
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

    private int Compare(ulong[] state, int left, int right)
    {
        for (var word = 0; word < records.Words; word++)
        {
            if (records.Read(state, left, word).CompareTo(records.Read(state, right, word)) is not 0 and var difference)
            {
                return difference;
            }
        }
        for (var i = 0; i < acrossByFrame[left].Length && IsAnythingAcross(state); i++)
        {
            if (acrossByFrame[left][i].Bits(state).CompareTo(acrossByFrame[right][i].Bits(state)) is not 0 and var difference)
            {
                return difference;
            }
        }
        return 0;
    }

    private void MoveAcross(ulong[] state, ulong[] result)
    {
        foreach (var (word, mask) in across)
        {
            result[word] &= ~mask;
        }
        for (var frame = 0; frame < frames.Length; frame++)
        {
            foreach (ref readonly var cell in acrossByFrame[frame].AsSpan())
            {
                cell.Store(result, cell.Bits(state), frames[frame]);
            }
        }
    }

    // Mostly there is nothing: translations are stale only for a while.
    private bool IsAnythingAcross(ulong[] state)
    {
        foreach (var (word, mask) in across)
        {
            if ((state[word] & mask) != 0)
            {
                return true;
            }
        }
        return false;
    }
}
