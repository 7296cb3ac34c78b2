namespace Vmemmap.Tests.Kernel;

/// <summary>Changes to the lines of a recorded run, as another kernel would have written them. What is to be changed must be there.</summary>
internal static class PlantedBugs
{
    /// <summary>The recorded run does not violate what is expected, and does with the bug.</summary>
    public static void MustBeFound(string run, string bug, string expected, Func<IReadOnlyList<string>, IEnumerable<string>> plant)
    {
        var sound = RecordedRun.Of(run);
        var faulty = sound.With(plant);

        Assert.NotEqual(sound.Lines, faulty.Lines);
        Assert.DoesNotContain(expected, sound.Alarms);
        Assert.True(faulty.Alarms.Contains(expected), $"{bug}: {expected} should be violated, but only {string.Join(", ", faulty.Alarms)} is.");
    }

    /// <summary>With the change a step of the recorded run is none of the design, and among those that the design could take is the one that should be there; empty where any will do.</summary>
    public static void MustBeNoStep(string run, string change, string instead, Func<IReadOnlyList<string>, IEnumerable<string>> tamper)
    {
        var sound = RecordedRun.Of(run);
        var tampered = sound.With(tamper);

        Assert.NotEqual(sound.Lines, tampered.Lines);
        var mismatch = tampered.Mismatch;
        Assert.True(mismatch is not null, $"{change}: no mismatch is found.");
        Assert.True(instead.Length == 0 || mismatch.Enabled.Contains(instead), $"{change}: the design could take {string.Join(", ", mismatch.Enabled)}, but {instead} is expected among them.");
    }

    /// <summary>Without all lines that begin so, from one on.</summary>
    public static IEnumerable<string> Without(IReadOnlyList<string> lines, string beginning, int from = 0)
    {
        Assert.Contains(lines.Skip(from), line => Begins(line, beginning));
        return lines.Where((line, number) => number < from || !Begins(line, beginning));
    }

    /// <summary>Without the first line that begins so.</summary>
    public static IEnumerable<string> WithoutFirst(IReadOnlyList<string> lines, string beginning)
    {
        var first = Find(lines, beginning);
        return lines.Where((_, number) => number != first);
    }

    /// <summary>All lines that begin so begin otherwise.</summary>
    public static IEnumerable<string> Changed(IReadOnlyList<string> lines, string from, string to)
    {
        Assert.Contains(lines, line => Begins(line, from));
        return lines.Select(line => Begins(line, from) ? string.Concat(to, line.AsSpan(from.Length)) : line);
    }

    /// <summary>The first line that begins so, or the first from one on that begins otherwise, begins otherwise.</summary>
    public static IEnumerable<string> FirstChanged(IReadOnlyList<string> lines, string from, string to, string? after = null)
    {
        var first = Find(lines, from, after is null ? 0 : Find(lines, after));
        return lines.Select((line, number) => number == first ? string.Concat(to, line.AsSpan(from.Length)) : line);
    }

    /// <summary>A line after each that is this one.</summary>
    public static IEnumerable<string> After(IReadOnlyList<string> lines, string place, string line)
    {
        Assert.Contains(place, lines);
        return lines.SelectMany(one => one == place ? new[] { one, line } : [one]);
    }

    /// <summary>A line before each that is this one.</summary>
    public static IEnumerable<string> Before(IReadOnlyList<string> lines, string place, string line)
    {
        Assert.Contains(place, lines);
        return lines.SelectMany(one => one == place ? new[] { line, one } : [one]);
    }

    /// <summary>The number of the first line that begins so, from one on.</summary>
    public static int Find(IReadOnlyList<string> lines, string beginning, int from = 0)
    {
        var place = lines.ToList().FindIndex(from, line => Begins(line, beginning));
        Assert.True(place >= 0, $"The recorded run has no line '{beginning}'.");
        return place;
    }

    /// <summary>The last line that begins so.</summary>
    public static string LastOf(IReadOnlyList<string> lines, string beginning) => lines.Last(line => line.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>The first lines that begin so, in each other's place.</summary>
    public static IEnumerable<string> Swapped(IReadOnlyList<string> lines, string one, string other)
    {
        string[] swapped = [.. lines];
        var (first, second) = (Find(lines, one), Find(lines, other));
        (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
        return swapped;
    }

    /// <summary>The last line that begins so before the first that begins otherwise.</summary>
    public static IEnumerable<string> Moved(IReadOnlyList<string> lines, string line, string before)
    {
        var (place, target) = (lines.ToList().FindLastIndex(one => one.StartsWith(line, StringComparison.Ordinal)), Find(lines, before));
        Assert.True(place >= 0, $"The recorded run has no line '{line}'.");
        return lines.SelectMany((one, number) => number == place ? [] : number == target ? new[] { lines[place], one } : [one]);
    }

    /// <summary>The last line that begins so before the first that begins otherwise.</summary>
    public static string LastBefore(IReadOnlyList<string> lines, string beginning, string end) =>
        lines.Take(Find(lines, end)).Last(line => line.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Without the last line that begins so before the first that begins otherwise.</summary>
    public static IEnumerable<string> WithoutLast(IReadOnlyList<string> lines, string beginning, string end)
    {
        var line = lines.Take(Find(lines, end)).ToList().FindLastIndex(one => one.StartsWith(beginning, StringComparison.Ordinal));
        Assert.True(line >= 0, $"The recorded run has no line '{beginning}' before '{end}'.");
        return lines.Where((_, number) => number != line);
    }

    /// <summary>The first line that begins so after the first that begins otherwise, or one behind it.</summary>
    public static string FirstAfter(IReadOnlyList<string> lines, string beginning, string place, int skip = 0) =>
        lines.Skip(Find(lines, place)).Where(line => line.StartsWith(beginning, StringComparison.Ordinal)).Skip(skip).First();

    private static bool Begins(string line, string beginning) => line.StartsWith(beginning, StringComparison.Ordinal);
}
