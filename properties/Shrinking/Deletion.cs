using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>Leaves moves out.</summary>
internal static class Deletion
{
    private const int LongestForPairs = 40;

    /// <summary>Leaves out halves, quarters and so on down to single moves, as long as something can be.</summary>
    public static IReadOnlyList<Move> Chunks(Attempt attempt, IReadOnlyList<Move> moves)
    {
        for (var size = Math.Max(1, moves.Count / 2); size >= 1; size /= 2)
        {
            for (var start = 0; start < moves.Count;)
            {
                var shorter = attempt.Run([.. moves.Take(start), .. moves.Skip(start + size)]);
                if (shorter is not null && shorter.Count < moves.Count)
                {
                    moves = shorter;
                }
                else
                {
                    start += size;
                }
            }
        }
        return moves;
    }

    /// <summary>Leaves out two moves that are not neighbours, such as one that begins something and one that ends it.</summary>
    public static IReadOnlyList<Move> Pairs(Attempt attempt, IReadOnlyList<Move> moves)
    {
        for (var first = 0; first < moves.Count && moves.Count <= LongestForPairs; first++)
        {
            for (var second = first + 1; second < moves.Count; second++)
            {
                var shorter = attempt.Run(moves.Where((_, number) => number != first && number != second));
                if (shorter is not null && shorter.Count < moves.Count)
                {
                    (moves, second) = (shorter, first);
                }
            }
        }
        return moves;
    }
}
