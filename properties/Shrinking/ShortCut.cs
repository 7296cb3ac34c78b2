using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>Looks from the states of the trace for a shorter way to the violation: a bounded search, breadth first.</summary>
internal static class ShortCut
{
    // Deep enough for another way through memory failure, and cheap enough to be tried from every state of the trace.
    private const int DeepestSearch = 4;

    /// <summary>The trace with a shorter end, if the search finds one.</summary>
    public static IReadOnlyList<Move> ToTheEnd(Attempt attempt, IReadOnlyList<Move> moves)
    {
        for (var kept = 0; kept < moves.Count - 1; kept++)
        {
            var depth = Math.Min(DeepestSearch, moves.Count - kept - 1);
            if (Search(attempt, moves.Take(kept), depth) is { } end)
            {
                return [.. moves.Take(kept), .. end];
            }
        }
        return moves;
    }

    private static List<Move>? Search(Attempt attempt, IEnumerable<Move> prefix, int depth)
    {
        attempt.GoTo(prefix);
        Queue<(int[] Cells, List<Move> Path)> open = new([(attempt.Instance.Memory.Cells.ToArray(), [])]);
        HashSet<string> seen = [];
        while (open.TryDequeue(out var at))
        {
            foreach (var choice in attempt.Choices)
            {
                attempt.Instance.GoTo(at.Cells);
                if (!attempt.TryTake(choice))
                {
                    continue;
                }
                if (attempt.IsViolated())
                {
                    return [.. at.Path, choice];
                }
                if (at.Path.Count + 1 < depth && seen.Add(Key(attempt)))
                {
                    open.Enqueue((attempt.Instance.Memory.Cells.ToArray(), [.. at.Path, choice]));
                }
            }
        }
        return null;
    }

    private static string Key(Attempt attempt) => string.Create(attempt.Instance.Memory.Cells.Length, attempt, (key, source) =>
    {
        var cells = source.Instance.Memory.Cells;
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = (char)(cells[i] + 2);
        }
    });
}
