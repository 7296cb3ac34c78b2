using System.Globalization;

namespace Vmemmap.Kernel.Protocol;

/// <summary>One step of a plan: a call, or two that race.</summary>
/// <param name="First">the call.</param>
/// <param name="Second">the one that preempts it, or null.</param>
/// <param name="At">where: the point of the first, counted from 1; 0 for after its end.</param>
/// <param name="Back">the point of the second where the first goes on; 0 for after its end.</param>
public readonly record struct PlannedCall(Call First, Call? Second = null, int At = 0, int Back = 0)
{
    /// <summary>How often each can be preempted: MOST_STOPS of source/harness.h.</summary>
    public const int MostStops = 8;

    /// <summary>How many calls one makes in a race: MOST_IN_A_ROW of source/main.c.</summary>
    public const int MostInARow = 4;

    private readonly int[]? later;
    private readonly Call[]? then;

    /// <summary>What the first calls after that, in the same race.</summary>
    public IReadOnlyList<Call> Then
    {
        get => then ?? [];
        init => then = [.. value];
    }

    /// <summary>All calls.</summary>
    public IEnumerable<Call> All => Second is { } second ? [First, .. Then, second] : [First, .. Then];

    /// <summary>The points where they are preempted after these, by turns: one of the first, one of the second, ...</summary>
    public IReadOnlyList<int> Later
    {
        get => later ?? [];
        init => later = [.. value];
    }

    /// <inheritdoc/>
    public override string ToString() => Second is { } second ? $"{string.Join('+', Then.Prepend(First))}@{At}{Points(0)}|{second}{(Back == 0 ? "" : $"@{Back}")}{Points(1)}" : $"{First}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no planned call.</exception>
    public static PlannedCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('|') is not [var first, var second])
        {
            return new(Call.Parse(text));
        }
        var (row, at) = WithPoints(first, text);
        var (others, back) = WithPoints(second, text);
        if (row.Count > MostInARow || others.Count > 1)
        {
            throw new FormatException($"'{text}' is no race: the first makes at most {MostInARow} calls in a row, and the second one.");
        }
        if (at.Count - back.Count is not (0 or 1) && (at.Count, back.Count) != (0, 0))
        {
            throw new FormatException($"'{text}' is no race: the two preempt each other by turns, so that the first has as many points as the second, or one more.");
        }
        return new(row[0], others[0], at is [var begin, ..] ? begin : 0, back is [var goOn, ..] ? goOn : 0)
        {
            Then = [.. row.Skip(1)],
            Later = [.. at.Skip(1).SelectMany((point, number) => number + 1 < back.Count ? new[] { point, back[number + 1] } : [point])],
        };
    }

    private string Points(int from) => string.Concat(Later.Where((_, number) => number % 2 == from).Select(point => string.Create(CultureInfo.InvariantCulture, $",{point}")));

    private static (List<Call> Calls, List<int> Points) WithPoints(string word, string text)
    {
        return word.Split('@') switch
        {
            [var calls] => (Row(calls), []),
            [var calls, var points] when points.Length > 0 => (Row(calls), Numbers(points)),
            _ => throw NoRace(),
        };

        static List<Call> Row(string calls) => [.. calls.Split('+').Select(Call.Parse)];

        List<int> Numbers(string points)
        {
            List<int> numbers = [];
            foreach (var digits in points.Split(','))
            {
                numbers.Add(int.TryParse(digits, out var point) && point >= 0 && numbers.Count < MostStops ? point : throw NoRace());
            }
            return numbers;
        }

        FormatException NoRace() => new($"'{text}' is no race: it has the form 'look:0.64@2|dissolve:0@300', the first call being preempted at its second point and going on at the other's 300th; more points follow behind commas, at most {MostStops}.");
    }
}
