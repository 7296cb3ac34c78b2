using Vmemmap.Model;
using Vmemmap.Proofs.Counterexamples;
using Vmemmap.Proofs.Induction;
using Trace = Vmemmap.Properties.Traces.Trace;

namespace Vmemmap.Verify.Verdicts;

/// <summary>An obligation at which the proof of a design broke, why it did, and whether a run leads there.</summary>
/// <param name="Broken">the obligation, and the counterexample to induction where there is one.</param>
/// <param name="Reached">the shortest run found that violates the lemma, or the property, itself: then it is false. Null where no walk found one.</param>
/// <param name="Covered">where it was looked for: none where there is nothing to look for.</param>
public sealed record Obstacle(BrokenObligation Broken, Trace? Reached, IReadOnlyList<Coverage> Covered)
{
    /// <summary>What was to be shown, and where: "L at S".</summary>
    public string Name => NameOf(Broken.Obligation);

    /// <inheritdoc cref="Name"/>
    public static string NameOf(Obligation obligation)
    {
        ArgumentNullException.ThrowIfNull(obligation);
        return obligation.Step is Obligation.Initially or Obligation.Implied ? $"{obligation.Invariant} {obligation.Step}" : $"{obligation.Invariant} at {obligation.Step}";
    }
}

/// <summary>A walk that looked for a violation, and how much it covered.</summary>
/// <param name="Bounds">what it left out.</param>
/// <param name="States">states reached.</param>
/// <param name="Depth">every state of up to so many steps was among them.</param>
/// <param name="IsComplete">they were all.</param>
public sealed record Coverage(Bounds Bounds, long States, int Depth, bool IsComplete);
