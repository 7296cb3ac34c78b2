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
        var exitCode = ExitCodeFor(design, bug, result.Violations.Keys);
        // There may be the bug, or a violation that nobody expects.
        var isOpen = exitCode == (bug is null ? ExitCode.AsExpected : ExitCode.Unexpected);
        return isOpen && !allowIncomplete && result.Ending is not (Ending.Complete or Ending.Found) ? ExitCode.Incomplete : exitCode;
    }

    /// <summary>Of a design: nothing but what it is known for. With a seeded bug: the invariant that the bug breaks, whatever else.</summary>
    public static int ExitCodeFor(Design design, Bug? bug, IEnumerable<string> violated)
    {
        var isExpected = bug is null
            ? violated.All(name => design.Refuted.Any(r => r.Invariant == name))
            : violated.Contains(bug.Violates);
        return isExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
