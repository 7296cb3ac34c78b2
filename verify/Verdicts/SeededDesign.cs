using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;

namespace Vmemmap.Verify.Verdicts;

/// <summary>What a seeded bug is judged in: the design, or where what the bug breaks is refuted there anyway, the design with the corrections that make it hold.</summary>
/// <param name="Asked">the design that was asked for.</param>
/// <param name="Judged">the design that the bug is seeded into.</param>
/// <param name="Remedy">names of the corrections; none where it is judged as it is.</param>
/// <param name="Unsaid">why nothing can be said of the bug there, in one sentence; null where something can.</param>
public sealed record SeededDesign(Design Asked, Design Judged, IReadOnlyList<string> Remedy, string? Unsaid)
{
    /// <summary>What that bug is judged in.</summary>
    public static SeededDesign Of(Design design, Bug bug)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(bug);
        if (design.Refuted.Of(bug.Violates) is not { } refutation)
        {
            return new(design, design, [], NotApplicable(design, bug));
        }
        if (refutation.Remedy.Count == 0)
        {
            return new(design, design, [], NotApplicable(design, bug) ?? $"{bug.Violates} is refuted in {design} without {bug} too: nothing can be said of the bug there.");
        }
        // A remedy is one of this invariant alone: what else the design is known for may still be violated, after how many steps nobody has counted.
        var others = design.Refuted.Where(other => other != refutation).Select(other => new Expectation(other.Invariant, other.Reason));
        var remedied = Corrections.In(design, refutation);
        remedied = remedied with { Refuted = new(remedied.Name, [.. others]) };
        return new(design, remedied, refutation.Remedy, NotApplicable(remedied, bug));
    }

    /// <summary>Why it is not judged as it is, in one sentence; null where it is.</summary>
    public string? Reason(Bug bug)
    {
        ArgumentNullException.ThrowIfNull(bug);
        return Remedy.Count == 0 ? null : $"{bug.Violates} is refuted in {Asked} without {bug} too, so the bug is looked for in {this}.";
    }

    /// <summary>Name of the design, with its remedy if there is one.</summary>
    public override string ToString() => Remedy.Count == 0 ? Asked.Name : $"{Asked.Name} with its remedy ({string.Join(", ", Remedy)})";

    private static string? NotApplicable(Design design, Bug bug) =>
        bug.Mutations.Select(change => change.Mismatch(design)).FirstOrDefault(mismatch => mismatch is not null) is { } why ? $"not applicable: {why}" : null;
}
