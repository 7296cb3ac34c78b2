using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// Along every shortest counterexample, what is checked incrementally is compared with everything after each step, as in <see cref="Incremental_checking_equals_checking_everything"/>: what sequences come to once in
/// thousands of runs is where it can be reported or overlooked.
/// </summary>
public sealed class Runs_to_violations_are_checked_alike
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Where(design => design.Refuted.Count > 0).Select(design => design.Name)];

    public static TheoryData<string, string> Bugs => Shortest_counterexamples.Bugs;

    [Theory]
    [MemberData(nameof(Designs))]
    public void In_every_design(string name) =>
        MustBeReported([.. Catalogue.Find(name)!.Refuted.Select(refuted => Counterexamples.Of(name, bug: null, refuted.Invariant))]);

    [Theory]
    [MemberData(nameof(Bugs))]
    public void With_every_seeded_bug(string name, string bugName) =>
        MustBeReported(Counterexamples.OfBug(name, bugName).Found[SeededBugs.Find(bugName)!.Violates]);

    // What is compared in a scope is prepared once.
    private static void MustBeReported(params IReadOnlyList<Trace> traces)
    {
        foreach (var inScope in traces.GroupBy(trace => trace.Scope))
        {
            var first = inScope.First();
            Comparison comparison = new(new Instance(Catalogue.Find(first.Design)!, first.Scope, first.Bug is null ? null : SeededBugs.Find(first.Bug)));
            foreach (var trace in inScope)
            {
                comparison.Found.Clear();
                comparison.Follow(trace.Moves);
                Assert.True(comparison.Found.Contains(trace.Invariant), $"{trace.Design}: '{trace.Invariant}' did not become false along its counterexample.");
            }
        }
    }
}
