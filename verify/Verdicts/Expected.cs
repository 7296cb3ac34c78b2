using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Whether what an engine found violated is what was to be found.</summary>
public static class Expected
{
    /// <summary>Of a walk: as of whatever else finds violations, unless it is incomplete and what is still to be walked may decide it.</summary>
    public static int ExitCodeFor(Design design, Bug? bug, ExplorationResult result, bool allowIncomplete)
    {
        ArgumentNullException.ThrowIfNull(result);
        var isExpected = Complaint(design, bug, result) is null;
        // There may be the bug, or a violation that nobody expects.
        var isOpen = bug is null ? isExpected : !isExpected;
        return isOpen && !allowIncomplete && result.Ending is not (Ending.Complete or Ending.Found) ? ExitCode.Incomplete : isExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }

    /// <summary>Of a design: nothing but what it is known for. With a seeded bug, in what it is judged in (<see cref="SeededDesign"/>): the invariant that the bug breaks, whatever else.</summary>
    public static int ExitCodeFor(Design design, Bug? bug, IEnumerable<string> violated) => Complaint(design, bug, violated) is null ? ExitCode.AsExpected : ExitCode.Unexpected;

    /// <summary>What of a walk is not as expected, in one sentence; null where nothing is.</summary>
    public static string? Complaint(Design design, Bug? bug, ExplorationResult result)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(result);
        var taken = result.Fired.Where(step => step.Value > 0).Select(step => step.Key).ToList();
        return Complaint(design, bug, result.Violations.Keys) ?? (result.IsComplete && taken.Count <= 1
            ? $"Nothing is shown of {design}: {(taken.Count == 0 ? "no step can be taken" : $"no step but '{taken[0]}' can be taken")}."
            : null);
    }

    /// <summary>What of the violations found is not as expected, in one sentence; null where nothing is.</summary>
    public static string? Complaint(Design design, Bug? bug, IEnumerable<string> violated)
    {
        ArgumentNullException.ThrowIfNull(design);
        List<string> found = [.. violated.Order(StringComparer.Ordinal)];
        var unknown = found.Where(name => design.Refuted.All(refuted => refuted.Invariant != name)).ToList();
        return bug is null ? (unknown.Count == 0 ? null : $"Not expected of {design}: {string.Join(", ", unknown)}.")
            : found.Contains(bug.Violates) ? null
            : $"Expected of {bug}: {bug.Violates}. Found: {(unknown.Count == 0 ? "nothing that is not found without it" : string.Join(", ", unknown))}.";
    }
}
