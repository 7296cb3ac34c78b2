using Vmemmap.Tests;
using Vmemmap.Tests.CommandLine;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.Name, LongestFirst.Assembly)]

namespace Vmemmap.Tests;

/// <summary>The collections that take longest begin first: one that is left over at the end keeps one core busy.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    internal const string Name = "Vmemmap.Tests.LongestFirst";
    internal const string Assembly = "Vmemmap.Tests";

    // Collections by name; a class without one has a collection of its own, named after it.
    private static readonly string[] Long =
    [
        CommandLineRuns.Name, nameof(Sequences.Generated_sequences), nameof(Proofs.Induction_proves_the_designs), nameof(Export.An_independent_tool), nameof(Sequences.Incremental_checking_equals_checking_everything),
        nameof(Vacuity.No_proof_is_vacuous), nameof(Proofs.The_two_meanings_agree),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection)
    {
        var rank = Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
