using System.Text.RegularExpressions;

namespace Vmemmap.Tests.Kernel;

/// <summary>What <c>kernel/live/boot.sh</c> printed when released kernels were booted is kept in <c>kernel/live/seen</c>, a file for each release and scenario: findings say no more.</summary>
public sealed partial class What_was_seen_of_released_kernels
{
    private static readonly (string File, string Release, string Scenario)[] Runs =
    [
        .. RepositoryFile.Names(".log").Select(name => NameOfRun().Match(name)).Where(run => run.Success).Select(run => (run.Value, run.Groups["release"].Value, run.Groups["scenario"].Value)),
    ];

    public static TheoryData<string> All => [.. Runs.Select(run => run.File)];

    public static TheoryData<string> Findings => [.. Released_kernels_in_a_guest.Pages.Where(page => RepositoryFile.Text(page).Contains("**Status.**", StringComparison.Ordinal))];

    [Fact]
    public void Are_runs_of_all_scenarios() =>
        Assert.Equal(Released_kernels_in_a_guest.Scenarios.Order(), Runs.Select(run => run.Scenario).Distinct().Order());

    [Theory]
    [MemberData(nameof(All))]
    public void Begins_with_the_kernel_that_it_is_of(string file) =>
        Assert.Contains($" Debian {Runs.Single(run => run.File == file).Release}-", LinesOf(file).First(line => line.StartsWith("@@ Linux ", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Findings))]
    public void Is_what_a_finding_quotes(string file)
    {
        var text = RepositoryFile.Text(file);

        MustBeSaid(text, [.. Runs.Where(run => Released_kernels_in_a_guest.ShownIn(text).Contains(run.Scenario)).Select(run => run.File)]);
    }

    /// <summary>What is indented on a page, line by line, was printed in one of the runs.</summary>
    internal static void MustBeSaid(string page, IReadOnlyList<string> logs)
    {
        Assert.NotEmpty(logs);
        Assert.All(Quotes().Matches(page.ReplaceLineEndings("\n")).Select(match => match.Value).Where(quote => !IsTyped(quote)), quote =>
            Assert.True(logs.Any(log => Has(LinesOf(log), quote)), $"no run of {string.Join(", ", logs)} says:\n{quote}"));
    }

    // Commands that the reader may type.
    private static bool IsTyped(string quote) => quote.TrimStart().StartsWith("cd ", StringComparison.Ordinal);

    // In their order, with other lines in between. What is left out of a line is three dots.
    private static bool Has(string[] lines, string quote)
    {
        var at = -1;
        foreach (var line in quote.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            at = Array.FindIndex(lines, at + 1, said => IsSaid(said, line));
            if (at < 0)
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsSaid(string said, string quoted)
    {
        var from = 0;
        foreach (var part in quoted.Split("...", StringSplitOptions.TrimEntries))
        {
            var found = said.IndexOf(part, from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }
            from = found + part.Length;
        }
        return quoted.EndsWith("...", StringComparison.Ordinal) || from == said.TrimEnd().Length;
    }

    private static string[] LinesOf(string file) => RepositoryFile.Text(file).Split('\n');

    [GeneratedRegex(@"^(?<release>\d+\.\d+\.\d+)\.(?<scenario>[a-z-]+)\.log$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NameOfRun();

    [GeneratedRegex(@"(^    .*\n)+", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quotes();
}
