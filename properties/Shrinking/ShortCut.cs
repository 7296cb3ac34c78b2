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
        Queue<(int[] Cells, List<Move> Path)> open = new();
        Dictionary<string, int> seen = [];
        Open([], depth);
        while (open.TryDequeue(out var at))
        {
            attempt.Instance.GoTo(at.Cells);
            foreach (var choice in attempt.Choices.Where(attempt.TryTake))
            {
                if (attempt.IsViolated())
                {
                    return [.. at.Path, choice];
                }
                Open([.. at.Path, choice], depth - at.Path.Count - 1);
                attempt.Instance.GoTo(at.Cells);
            }
        }
        foreach (var (state, steps) in seen)
        {
            attempt.Barren[state] = steps;
        }
        return null;

        // Unless the violation was looked for from there, so many steps far or farther: in this search, or in one that found nothing.
        void Open(List<Move> path, int steps)
        {
            if (steps > 0 && Key(attempt) is var state && attempt.Barren.GetValueOrDefault(state) < steps && seen.TryAdd(state, steps))
            {
                open.Enqueue((attempt.Instance.Memory.Cells.ToArray(), path));
            }
        }
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
