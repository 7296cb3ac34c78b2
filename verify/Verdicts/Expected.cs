using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Verdicts;

/// <summary>Whether what an engine found violated is what was to be found.</summary>
internal static class Expected
{
    /// <summary>Of a design: nothing but what it is known for. With a seeded bug: the invariant that the bug breaks, whatever else.</summary>
    public static int ExitCodeFor(Design design, Bug? bug, IEnumerable<string> violated)
    {
        var isExpected = bug is null
            ? violated.All(name => design.Refuted.Any(r => r.Invariant == name))
            : violated.Contains(bug.Violates);
        return isExpected ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
