using System.Reflection;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>The table of cases, the tests that execute it and the page that shows it say the same.</summary>
[Trait("Category", "Fast")]
public sealed class The_table
{
    private static readonly IReadOnlyList<MethodInfo> Tests =
        [.. typeof(The_table).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<RowsAttribute>() is not null)];

    [Fact]
    public void Names_tests_that_there_are() =>
        Assert.Empty(Cases.Rows.Select(row => row.Outcome.Test).OfType<string>().Except(Tests.Select(test => test.Name)));

    [Fact]
    public void Names_every_test() => Assert.Empty(Tests.Select(test => test.Name).Except(Cases.Rows.Select(row => row.Outcome.Test)));

    // The name of a method is all that a row says of it.
    [Fact]
    public void Names_each_test_in_one_case() =>
        Assert.All(Cases.Rows.Where(row => row.Outcome.Test is not null).GroupBy(row => row.Outcome.Test), rows => Assert.Single(rows.Select(row => row.Case).Distinct()));

    [Fact]
    public void Has_eighteen_cases_and_says_of_each_what_every_release_makes_of_it()
    {
        Assert.Equal(Enumerable.Range(1, 18), Cases.All.Select(one => one.Number).Distinct());
        Assert.All(Cases.All.GroupBy(one => one.Number), cases => Assert.Equal(Era.All.ToHashSet(), cases.SelectMany(one => one.Rows).Select(row => row.Era).ToHashSet()));
    }

    [Fact]
    public void Has_one_row_for_a_case_and_a_release() =>
        Assert.All(Cases.Rows.GroupBy(row => (row.Case, row.Era)), rows => Assert.Single(rows));

    [Fact]
    public void Is_what_the_page_shows()
    {
        var page = RepositoryFile.Text("memory-failure-cases.md");
        var shown = page[Math.Max(0, page.IndexOf(CaseTables.Heading, StringComparison.Ordinal))..];

        Assert.True(shown == CaseTables.Markdown, $"docs/memory-failure-cases.md shows another table. It should end:\n{CaseTables.Markdown}");
    }
}
