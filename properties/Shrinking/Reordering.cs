namespace Vmemmap.Properties.Shrinking;

/// <summary>Puts one move elsewhere, which can make others superfluous: a hugepage that is dissolved before it is enqueued need not be taken off a list.</summary>
internal static class Reordering
{
    /// <summary>Longer ones are cheaper to shorten by other means first.</summary>
    private const int LongestTried = 40;

    /// <summary>Takes one move after the other out and puts it in at every other place, as long as the trace gets shorter.</summary>
    /// <param name="run">returns the moves that it took up to the violation, or null where there is none.</param>
    /// <param name="moves">the trace.</param>
    public static IReadOnlyList<T> OneMove<T>(Func<IEnumerable<T>, IReadOnlyList<T>?> run, IReadOnlyList<T> moves)
    {
        for (var from = 0; from < moves.Count && moves.Count <= LongestTried; from++)
        {
            List<T> others = [.. moves.Where((_, number) => number != from)];
            for (var to = 0; to < moves.Count; to++)
            {
                if (to != from && run([.. others.Take(to), moves[from], .. others.Skip(to)]) is { } shorter && shorter.Count < moves.Count)
                {
                    return shorter;
                }
            }
        }
        return moves;
    }
}
