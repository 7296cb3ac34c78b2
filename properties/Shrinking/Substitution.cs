using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Shrinking;

/// <summary>Puts another step in the place of one, which can make others superfluous: a hugepage left unoptimised needs no restore.</summary>
internal static class Substitution
{
    /// <summary>Replaces one move after the other by each that is enabled there, as long as the trace gets shorter.</summary>
    public static IReadOnlyList<Move> OneStep(Attempt attempt, IReadOnlyList<Move> moves)
    {
        for (var number = 0; number < moves.Count; number++)
        {
            foreach (var other in EnabledAfter(attempt, moves.Take(number)))
            {
                var shorter = attempt.Run([.. moves.Take(number), other, .. moves.Skip(number + 1)]);
                if (shorter is not null && shorter.Count < moves.Count)
                {
                    return shorter;
                }
            }
        }
        return moves;
    }

    private static List<Move> EnabledAfter(Attempt attempt, IEnumerable<Move> prefix)
    {
        attempt.GoTo(prefix);
        return [.. attempt.Choices.Where(attempt.IsEnabled)];
    }
}
