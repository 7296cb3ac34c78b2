using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Show;

/// <summary>One thing that differs of a step: what only the first design says, and what only the second.</summary>
/// <param name="What">which part of it, as 'verify show' calls it.</param>
/// <param name="Before">lines of the first alone.</param>
/// <param name="After">lines of the second alone.</param>
internal sealed record StepDifference(string What, IReadOnlyList<string> Before, IReadOnlyList<string> After);

/// <summary>A step that two designs have, and how it differs.</summary>
/// <param name="Name">its name.</param>
/// <param name="Differences">what differs: none in a step that is merely called otherwise.</param>
internal sealed record StepChange(string Name, IReadOnlyList<StepDifference> Differences)
{
    /// <summary>The steps of a design by name, in the words of its parts: that a release calls a function otherwise is no change of a step.</summary>
    public static IReadOnlyDictionary<string, (string Part, ShownStep Step)> StepsOf(Design design) =>
        new DesignPage(design with { Functions = new Dictionary<string, string>() }).Parts.SelectMany(part => part.Steps.Select(step => (part.Name, Step: step))).ToDictionary(one => one.Step.Name);

    /// <summary>Compares a step with the same of another design.</summary>
    public static StepChange Of((string Part, ShownStep Step) before, (string Part, ShownStep Step) after)
    {
        var (old, now) = (before.Step, after.Step);
        List<StepDifference> differences =
        [
            Differs("part", [before.Part], [after.Part]),
            Differs("function", [old.Function], [now.Function]),
            Differs("for", old.Parameters.Select(Letters.Of).OfType<string>(), now.Parameters.Select(Letters.Of).OfType<string>()),
            Differs("at", old.At.Select(point => point.Name), now.At.Select(point => point.Name)),
            Differs("if", old.When, now.When),
            Differs("with", old.Effect.Where, now.Effect.Where),
            Differs("then", old.Effect.Then.SelectMany(Clauses), now.Effect.Then.SelectMany(Clauses)),
        ];
        differences.RemoveAll(difference => difference.Before.Count + difference.After.Count == 0);
        // Another part that does the same is a change of the part, which is told where parts are.
        return new(old.Name, differences is [{ What: "part" }] ? [] : differences);
    }

    // "the head: this; that" says two things of the head: one of them may stay as it was.
    private static IEnumerable<string> Clauses(string line)
    {
        var subject = line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end ? line[..(end + 2)] : "";
        return line[subject.Length..].Split("; ").Select(clause => $"{subject}{clause}");
    }

    private static StepDifference Differs(string what, IEnumerable<string> before, IEnumerable<string> after)
    {
        List<string> old = [.. before], now = [.. after];
        return new(what, [.. old.Except(now)], [.. now.Except(old)]);
    }
}
