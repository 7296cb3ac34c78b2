using Vmemmap.Model.Logic;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Shrinking;

/// <summary>Carries a trace over to a smaller scope.</summary>
internal static class ScopeChange
{
    // As often as it was, or, where there are fewer pages between two places that matter, as often as there is one.
    private static readonly int[] Repetitions = [int.MaxValue, 1];

    /// <summary>
    /// The moves that remain in the small scope, if they still violate the invariant there: tried for each folio alone, each way to map its pages, and with loops as they are or taken once. At last for all folios made one: what
    /// one of them makes another may need, such as a frame that all share.
    /// </summary>
    public static IReadOnlyList<Move>? InSmallScope(Attempt small, IReadOnlyList<Move> moves, Scope large)
    {
        foreach (var folio in Enumerable.Range(0, large.Folios).Select(number => (int?)number).Append(null))
        {
            foreach (var times in Repetitions)
            {
                foreach (var clamps in new[] { true, false })
                {
                    if (Replayed(small, moves, folio, clamps, times) is { } found)
                    {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    // A frame is whatever enables the step: the small scope has few. A move of another folio, if one is chosen, and one that nothing enables, is left out.
    private static IReadOnlyList<Move>? Replayed(Attempt small, IReadOnlyList<Move> moves, int? folio, bool clamps, int times)
    {
        var scope = small.Instance.Scope;
        List<Move> candidates = [];
        var (last, taken) = ("", 0);
        foreach (var move in moves.Where(m => folio is null || m.At.Folio.Value == folio || !UsesFolio(small, m)))
        {
            (last, taken) = (move.Step, move.Step == last ? taken + 1 : 1);
            if (taken > times)
            {
                continue;
            }
            var at = move.At.With(Index.Folio, 0)
                .With(Index.Page, Smaller(move.At.Page.Value, scope.Pages))
                .With(Index.Slot, Smaller(move.At.Slot.Value, scope.Slots))
                .With(Index.Pin, scope.Pins == 0 ? 0 : Smaller(move.At.Pin.Value, scope.Pins));
            for (var frame = 0; frame < scope.Frames; frame++)
            {
                candidates.Add(move with { At = at.With(Index.Frame, (Smaller(move.At.Frame.Value, scope.Frames) + frame) % scope.Frames) });
                if (!UsesFrame(small, move))
                {
                    break;
                }
            }
        }
        // Candidates of one move differ in the frame alone; a step taken twice with two frames does no harm, it is deleted later.
        return small.Run(candidates);

        int Smaller(int value, int count) => clamps ? Math.Min(value, count - 1) : value % count;
    }

    private static bool UsesFolio(Attempt attempt, Move move) => Uses(attempt, move, Index.Folio);

    private static bool UsesFrame(Attempt attempt, Move move) => Uses(attempt, move, Index.Frame);

    private static bool Uses(Attempt attempt, Move move, Index index) =>
        attempt.Instance.Machine.Steps.Any(s => s.Name == move.Step && s.Parameters.Contains(index));
}
