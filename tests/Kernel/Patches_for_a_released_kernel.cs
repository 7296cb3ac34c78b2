using System.Globalization;
using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;

namespace Vmemmap.Tests.Kernel;

/// <summary><c>kernel/mends</c> has a patch for what findings tell of Linux 7.3.4, and what a kernel printed without the patches and with them. A compiler and QEMU are not asked here.</summary>
public sealed partial class Patches_for_a_released_kernel
{
    private const string Page = "mends.md";

    private static readonly IReadOnlyList<Patch> Patches = Patch.All;

    public static TheoryData<string> All => [.. Patches.Select(patch => patch.File)];

    public static TheoryData<string> Scenarios => [.. Shown];

    private static IEnumerable<string> Shown => Patches.SelectMany(patch => patch.Scenarios).Distinct();

    private static IReadOnlyList<string> Logs => [.. Shown.SelectMany(scenario => (string[])[Log("before", scenario), Log("after", scenario)])];

    [Fact]
    public void Are_numbered_in_their_order() =>
        Assert.Equal(Enumerable.Range(1, Patches.Count), Patches.Select(patch => int.Parse(patch.File[..4], CultureInfo.InvariantCulture)));

    [Theory]
    [MemberData(nameof(All))]
    public void Say_which_finding_they_mend_and_the_finding_says_so_too(string file)
    {
        var patch = Patches.Single(patch => patch.File == file);

        Assert.NotEmpty(patch.Findings);
        Assert.All(patch.Findings, finding => Assert.Contains($"(../../kernel/mends/{file})", RepositoryFile.Text(finding), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Are_what_a_correction_of_the_model_says_where_they_name_one(string file) =>
        Assert.All(Patches.Single(patch => patch.File == file).Corrections, name => Assert.Contains(name, Corrections.All.Select(correction => correction.Name)));

    /// <summary>What <c>patch</c> would refuse is found without it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Have_the_lines_that_they_say_they_have(string file)
    {
        var lines = RepositoryFile.Text(file).TrimEnd('\n').Split('\n');
        var hunks = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (Hunk().Match(lines[i]) is not { Success: true } hunk)
            {
                continue;
            }
            var body = lines[(i + 1)..].TakeWhile(line => line.Length > 0 && line[0] is ' ' or '+' or '-' && !line.StartsWith("--- ", StringComparison.Ordinal)).ToList();
            Assert.Equal((Count(hunk, "old"), Count(hunk, "new")), (body.Count(line => line[0] != '+'), body.Count(line => line[0] != '-')));
            Assert.Contains(body, line => line[0] != ' ');
            hunks++;
        }
        Assert.NotEqual(0, hunks);
    }

    [Fact]
    public void Were_seen_to_mend_what_they_name() =>
        Assert.Equal(Logs.Order(StringComparer.Ordinal), RepositoryFile.Names(".log").Where(name => !char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Make_a_difference(string scenario)
    {
        var (before, after) = (Run.Of(Log("before", scenario)), Run.Of(Log("after", scenario)));

        Assert.All((Run[])[before, after], run =>
        {
            Assert.StartsWith("@@ Linux 7.3.4 ", run.Kernel, StringComparison.Ordinal);
            Assert.Contains("@@ end", run.Lines);
        });
        Assert.NotEqual(before.Kernel, after.Kernel);
        Assert.NotEqual(before.Told, after.Told);
    }

    /// <summary>An oops that stays would be the first thing to be asked about.</summary>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Leave_no_oops(string scenario) =>
        Assert.DoesNotContain(Run.Of(Log("after", scenario)).Lines, line => Complaint().IsMatch(line));

    [Fact]
    public void Are_listed_on_their_page_with_what_they_mend()
    {
        var text = RepositoryFile.Text(Page);

        Assert.Equal(Patches.Select(patch => patch.File), Listed().Matches(text).Select(match => match.Groups["file"].Value));
        Assert.All(Patches, patch => Assert.All(patch.Findings, finding => Assert.Contains($"(findings/{finding})", text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Printed_what_their_page_quotes() => What_was_seen_of_released_kernels.MustBeSaid(RepositoryFile.Text(Page), Logs);

    [Theory]
    [InlineData("", "Builds a small kernel of a source tree without the patches and with them: build.sh TREE DIRECTORY\n")]
    [InlineData("no-tree kernels", "build.sh: 'no-tree' is no source tree of Linux: the folder that its Makefile is in is asked for.\n")]
    public async Task Are_asked_for_a_source_tree(string arguments, string answer)
    {
        var run = await RepositoryScript.RunAsync("build.sh", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(answer, run.Error, StringComparison.Ordinal);
    }

    private static string Log(string kernel, string scenario) => $"{kernel}.{scenario}.log";

    private static int Count(Match hunk, string side) => hunk.Groups[side].Success ? int.Parse(hunk.Groups[side].Value, CultureInfo.InvariantCulture) : 1;

    private sealed record Run(string Kernel, string[] Lines)
    {
        internal static Run Of(string log)
        {
            var lines = RepositoryFile.Text(log).TrimEnd('\n').Split('\n');
            return new(lines.First(line => line.StartsWith("@@ Linux ", StringComparison.Ordinal)), lines);
        }

        /// <summary>What the guest itself says, but for page frame numbers and amounts of memory, and for where it was stopped: these differ from build to build. What the kernel says comes when the console has time for it, and also into a line of the guest.</summary>
        internal IEnumerable<string> Told =>
            Lines.Skip(1).Where(line => line.StartsWith("@@ ", StringComparison.Ordinal) && !line.Contains("is stopped before", StringComparison.Ordinal))
                .Select(line => Number().Replace(line.Split("Memory failure:")[0], "#")).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^@@ -\d+(,(?<old>\d+))? \+\d+(,(?<new>\d+))? @@", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hunk();

    [GeneratedRegex(@"BUG|Oops|WARNING|general protection fault|Kernel panic|Bad page", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Complaint();

    [GeneratedRegex(@"\]\(\.\./kernel/mends/(?<file>\d{4}-[a-z-]+\.patch)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Listed();

    [GeneratedRegex(@"0x[0-9a-f]+|\d{5,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
