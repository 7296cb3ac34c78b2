using Vmemmap.Tests;
using Vmemmap.Tests.CommandLine;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, LongestFirst.Assembly)]

namespace Vmemmap.Tests;

/// <summary>The collections that take longest begin first: one that is left over at the end keeps one core busy. Those that read what the verdicts show come last: they would wait for it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    internal const string Name = "Vmemmap.Tests.LongestFirst";
    internal const string Assembly = "Vmemmap.Tests";

    // Collections by name; a class without one has a collection of its own, named after it.
    private static readonly string[] Long =
    [
        CommandLineRuns.Name, nameof(Verdicts.Verdicts_of_every_design), nameof(Sequences.Generated_sequences), nameof(Export.An_independent_tool), nameof(Sequences.Incremental_checking_equals_checking_everything),
        nameof(Vacuity.No_proof_is_vacuous), nameof(Proofs.The_two_meanings_agree),
    ];

    private static readonly string[] Readers =
    [
        nameof(Sequences.Runs_to_violations_are_checked_alike), nameof(Scenarios.Telling_runs), nameof(Scenarios.Scenarios_of_the_mails), nameof(Stories.Golden_stories), nameof(Stories.No_story_drops_a_fact), nameof(Stories.Every_story),
        nameof(Stories.Stories_that_cannot_be_told),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Long, IsOf);
        return rank < 0 ? Long.Length + (Readers.Any(IsOf) ? 1 : 0) : rank;

        bool IsOf(string name) => collection.DisplayName.EndsWith(name, StringComparison.Ordinal);
    }
}
