namespace Vmemmap.Properties.Shrinking;

/// <summary>Leaves moves out. A run of moves returns those that it took up to the violation, or null where there is none.</summary>
internal static class Deletion
{
    private const int LongestForPairs = 40;

    /// <summary>Leaves out halves, quarters and so on down to single moves, as long as something can be.</summary>
    public static IReadOnlyList<T> Chunks<T>(Func<IEnumerable<T>, IReadOnlyList<T>?> run, IReadOnlyList<T> moves)
    {
        for (var size = Math.Max(1, moves.Count / 2); size >= 1; size /= 2)
        {
            for (var start = 0; start < moves.Count;)
            {
                var shorter = run([.. moves.Take(start), .. moves.Skip(start + size)]);
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
    public static IReadOnlyList<T> Pairs<T>(Func<IEnumerable<T>, IReadOnlyList<T>?> run, IReadOnlyList<T> moves)
    {
        for (var first = 0; first < moves.Count && moves.Count <= LongestForPairs; first++)
        {
            for (var second = first + 1; second < moves.Count; second++)
            {
                var shorter = run(moves.Where((_, number) => number != first && number != second));
                if (shorter is not null && shorter.Count < moves.Count)
                {
                    (moves, second) = (shorter, first);
                }
            }
        }
        return moves;
    }
}
