using System.Text.RegularExpressions;
using Vmemmap.Bench.Checkers;
using Vmemmap.Properties.Stories;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What docs/reading-a-counterexample.md explains, printed once: the story, and the saved run replayed.</summary>
public sealed class ExplainedRun
{
    // As wide as what is printed into a file.
    private const int Width = 80;

    internal string Story { get; }

    internal string Replayed { get; }

    public ExplainedRun()
    {
        using TemporaryDirectory saved = new();
        Story = Invocation.At(Width, CancellationToken.None, "--design", "linux-6.1", "--invariant", "error-marks-no-other-page", "--save", saved.Path).Output;
        Replayed = Invocation.At(Width, CancellationToken.None, "replay", Path.Combine(saved.Path, "linux-6.1.error-marks-no-other-page.json")).Output;
    }
}

/// <summary>docs/reading-a-counterexample.md quotes what is printed, and explains what stands in it.</summary>
[Collection(CommandLineRuns.Name)]
public sealed partial class The_page_on_counterexamples(ExplainedRun printed) : IClassFixture<ExplainedRun>
{
    private static readonly string Page = RepositoryFile.Text("reading-a-counterexample.md").ReplaceLineEndings("\n");

    private static readonly IReadOnlyList<string> Blocks = [.. Fenced().Matches(Page).Select(block => block.Groups["text"].Value)];

    public static TheoryData<string> Quoted => [.. Blocks];

    [Theory]
    [MemberData(nameof(Quoted))]
    public void Quotes_what_is_printed(string block) => Assert.True(
        (printed.Story + printed.Replayed).Contains($"{block}\n", StringComparison.Ordinal), $"docs/reading-a-counterexample.md has\n{block}\nwhich is not printed. Printed is\n{printed.Story}\nand\n{printed.Replayed}");

    [Fact]
    public void Quotes_something_of_each_of_its_parts() => Assert.InRange(Blocks.Count, 5, 20);

    [Fact]
    public void Explains_lines_of_the_picture_that_there_are() =>
        Assert.All(Explained().Matches(Page).Select(row => row.Groups["word"].Value), word => Assert.Contains(word, printed.Story, StringComparison.Ordinal));

    [Fact]
    public void Has_the_legend_of_all_marks() => Assert.Contains(Story.Legend, Page.Replace("\n  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("Wrong:")]
    [InlineData("Expected:")]
    [InlineData("Holds with")]
    [InlineData("Scope:")]
    [InlineData("Origin:")]
    public void Explains_each_word_that_begins_a_line(string word)
    {
        Assert.Contains(word, printed.Story + printed.Replayed, StringComparison.Ordinal);
        Assert.Contains(word, Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^\| `(?<word>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Explained();
}
