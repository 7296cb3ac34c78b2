using System.Globalization;

namespace Vmemmap.Kernel.Protocol;

/// <summary>One of those who race.</summary>
/// <param name="Calls">what he calls, one after the other.</param>
/// <param name="Stops">the points where he is preempted, counted from 1, ascending.</param>
public sealed record Racer(IReadOnlyList<Call> Calls, IReadOnlyList<int> Stops)
{
    /// <summary>How often each can be preempted: MOST_STOPS of source/harness.h.</summary>
    public const int MostStops = 8;

    /// <summary>How many calls each makes: MOST_IN_A_ROW of source/main.c.</summary>
    public const int MostCalls = 4;

    /// <summary>Of one call.</summary>
    /// <param name="call">the call.</param>
    /// <param name="stops">where it is preempted; what is 0 is left out.</param>
    public Racer(Call call, params IEnumerable<int> stops) : this([call], [.. stops.Where(stop => stop > 0)]) { }
}

/// <summary>One step of a plan: a call, or a race.</summary>
/// <param name="Racers">one, or those who race: each is preempted by the next, and the last by the first.</param>
public sealed record PlannedCall(IReadOnlyList<Racer> Racers)
{
    /// <summary>MOST_ACTORS of source/harness.h.</summary>
    public const int MostRacers = 3;

    /// <summary>A call.</summary>
    public PlannedCall(Call call) : this([new Racer(call)]) { }

    /// <summary>Several race.</summary>
    public bool IsRace => Racers.Count > 1;

    /// <summary>All calls.</summary>
    public IEnumerable<Call> All => Racers.SelectMany(racer => racer.Calls);

    /// <summary>The same with other calls in their places.</summary>
    public PlannedCall With(Func<Call, Call> change) => new([.. Racers.Select(racer => racer with { Calls = [.. racer.Calls.Select(change)] })]);

    /// <summary>Calls that are made one after the other.</summary>
    public static IEnumerable<PlannedCall> OneByOne(IEnumerable<Call> calls) => calls.Select(call => new PlannedCall(call));

    /// <inheritdoc/>
    public override string ToString() => string.Join('|', Racers.Select((racer, number) =>
        $"{string.Join('+', racer.Calls)}{(racer.Stops.Count > 0 ? $"@{string.Join(',', racer.Stops)}" : number == 0 && IsRace ? "@0" : "")}"));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is no planned call.</exception>
    public static PlannedCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split('|');
        if (words is [var only])
        {
            return new(Call.Parse(only));
        }
        List<Racer> racers = [.. words.Select(word => ParseRacer(word, text))];
        return racers switch
        {
            { Count: > MostRacers } => throw new FormatException($"'{text}' is no race: at most three do."),
            _ when racers.Exists(racer => racer.Calls.Count > Racer.MostCalls) => throw new FormatException($"'{text}' is no race: each makes at most {Racer.MostCalls} calls in a row."),
            [var first, var second] when second.Stops.Count > 0 && first.Stops.Count - second.Stops.Count is not (0 or 1) =>
                throw new FormatException($"'{text}' is no race: the two preempt each other by turns, so that the first has as many points as the second, or one more."),
            _ => new(racers),
        };
    }

    private static Racer ParseRacer(string word, string text)
    {
        return word.Split('@') switch
        {
            [var calls] => new(Row(calls), []),
            [var calls, "0"] => new(Row(calls), []),
            [var calls, var points] => new(Row(calls), Numbers(points)),
            _ => throw NoRace(),
        };

        static List<Call> Row(string calls) => [.. calls.Split('+').Select(Call.Parse)];

        List<int> Numbers(string points)
        {
            List<int> numbers = [];
            foreach (var digits in points.Split(','))
            {
                numbers.Add(int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var point) && point > 0 && numbers.Count < Racer.MostStops ? point : throw NoRace());
            }
            return numbers;
        }

        FormatException NoRace() =>
            new($"'{text}' is no race: it has the form 'look:0.64@2|dissolve:0@300', the first call being preempted at its second point and going on at the other's 300th; more points follow behind commas, at most {Racer.MostStops}.");
    }
}
