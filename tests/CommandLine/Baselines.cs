using System.Text.Json.Nodes;
using System.Xml.Linq;
using Vmemmap.Bench.Checkers;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What is committed is compared verdict by verdict, and what was not asked for is left alone.</summary>
[Trait("Category", "Fast")]
public sealed class Baselines
{
    private const string Committed =
        """
        # A comment.
        linux-6.2 type-missing refuted 3 remap-tail holds-with type-before-optimise
        corrected-5.18 poison-recorded proved
        corrected-5.18 poison-contained proved
        """;

    [Fact]
    public void A_changed_verdict_is_the_old_line_and_the_new_one()
    {
        var changes = Changes([Line("corrected-5.18 poison-recorded refuted 4 flag-page"), Line("corrected-5.18 poison-contained proved"), Line("linux-6.2 type-missing refuted 3 remap-tail holds-with type-before-optimise")]);

        Assert.Equal(("corrected-5.18 poison-recorded proved", "corrected-5.18 poison-recorded refuted 4 flag-page"), Assert.Single(changes));
    }

    [Theory]
    [InlineData("linux-6.2 type-missing refuted 4 remap-tail holds-with type-before-optimise")]
    [InlineData("linux-6.2 type-missing refuted 3 remap-head holds-with type-before-optimise")]
    [InlineData("linux-6.2 type-missing refuted 3 remap-tail holds-with head-stays")]
    [InlineData("linux-6.2 type-missing refuted 3 remap-tail fails-with type-before-optimise")]
    [InlineData("linux-6.2 type-missing refuted 3 remap-tail")]
    public void Another_length_last_step_or_remedy_is_a_change(string now) =>
        Assert.Equal(now, Assert.Single(Changes([Line(now)], "linux-6.2")).New);

    [Fact]
    public void A_verdict_that_is_no_more_and_one_that_is_new_are_one_line_each() =>
        Assert.Equal<(string?, string?)>(
            [("corrected-5.18 poison-contained proved", null), (null, "corrected-5.18 tail-resolves-to-head proved")],
            Changes([Line("corrected-5.18 poison-recorded proved"), Line("corrected-5.18 tail-resolves-to-head proved")], "corrected-5.18"));

    [Fact]
    public void Designs_that_were_not_asked_for_are_not_compared_and_stay_in_the_file()
    {
        List<BaselineLine> found = [Line("corrected-5.18 poison-recorded undecided"), Line("corrected-5.18 poison-contained proved")];
        var baseline = Baseline.Of(Committed, "x");

        Assert.Single(Changes(found, "corrected-5.18"));
        Assert.Equal(
            "corrected-5.18 poison-contained proved\ncorrected-5.18 poison-recorded undecided\nlinux-6.2 type-missing refuted 3 remap-tail holds-with type-before-optimise\n",
            baseline.With(found, line => line.Design == "corrected-5.18").Text.Split('\n', 2)[1]);
    }

    [Fact]
    public void What_is_written_is_read_as_what_it_was() =>
        Assert.Equal(Baseline.Of(Committed, "x").Text, Baseline.Of(Baseline.Of(Committed, "x").Text.ReplaceLineEndings("\r\n"), "x").Text);

    [Theory]
    [InlineData("<<<<<<< HEAD", "x, line 1: '<<<<<<< HEAD' is no verdict")]
    [InlineData("corrected-5.18 poison-recorded", "x, line 1: 'corrected-5.18 poison-recorded' is no verdict")]
    [InlineData("corrected-5.18 poison-recorded fine", "is no verdict")]
    [InlineData("\na b proved\na b undecided", "x, line 3: there is a verdict on b of a before.")]
    public void What_is_no_baseline_is_said_with_the_number_of_the_line(string text, string says) =>
        Assert.Contains(says, Assert.Throws<UserErrorException>(() => Baseline.Of(text, "x")).Message, StringComparison.Ordinal);

    private static BaselineLine Line(string text) => BaselineLine.Of(text)!;

    private static List<(string? Old, string? New)> Changes(IReadOnlyList<BaselineLine> found, string? design = null) =>
        [.. Baseline.Of(Committed, "x").Changes(found, line => design is null || line.Design == design).Select(change => (change.Old?.ToString(), change.New?.ToString()))];
}

/// <summary>A run writes a baseline, another is held against it.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class A_run_against_a_baseline
{
    [Fact]
    public void Is_as_written_until_a_line_differs_which_is_shown_twice_and_gives_1()
    {
        using TemporaryDirectory directory = new();
        var file = Path.Combine(directory.Path, "verdicts.txt");
        string[] asked = ["--design", OneDesignRun.Design, "--invariant", "error-marks-no-other-page", "--baseline", file];

        var written = Invocation.Of([.. asked, "--update"]);
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Contains("verdicts.txt: 1 of 1 verdicts changed, written\n", written.Output, StringComparison.Ordinal);
        var line = File.ReadAllLines(file)[1];
        Assert.StartsWith("rfc-2020 error-marks-no-other-page refuted ", line, StringComparison.Ordinal);

        var same = Invocation.Of([.. asked, "--json"]);
        Assert.Equal((0, "verdicts.txt: no verdict changed\n"), (same.ExitCode, same.Error));

        File.WriteAllText(file, "rfc-2020 error-marks-no-other-page proved\nlinux-9 long-gone proved\n");
        var other = Invocation.Of(asked);
        Assert.Equal((1, ""), (other.ExitCode, other.Error));
        Assert.Contains($"- rfc-2020 error-marks-no-other-page proved\n+ {line}\n", other.Unfolded, StringComparison.Ordinal);
        Assert.DoesNotContain("long-gone", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void That_it_is_not_like_is_an_annotation_an_error_and_a_failure_until_it_is_written()
    {
        using TemporaryDirectory directory = new();
        var (file, sarif, junit) = (directory.File("verdicts.txt"), directory.File("verdicts.sarif"), directory.File("verdicts.xml"));
        string[] asked = ["--design", OneDesignRun.Design, "--invariant", "error-marks-no-other-page", "--brief", "--github", "--sarif", sarif, "--junit", junit, "--baseline", file];
        File.WriteAllText(file, "rfc-2020 error-marks-no-other-page proved\n");

        var run = Invocation.Of(asked);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^::error file=model/Designs/Rfc2020.cs,line=[0-9]+,title=rfc-2020 error-marks-no-other-page::error-marks-no-other-page of rfc-2020 is 'refuted 6 .*', and 'proved' in verdicts.txt.\n$", run.Error);
        var log = JsonNode.Parse(File.ReadAllText(sarif))!["runs"]![0]!;
        var found = Assert.Single(log["results"]!.AsArray())!;
        Assert.Equal((1, "error"), ((int)log["invocations"]![0]!["exitCode"]!, (string)found["level"]!));
        Assert.StartsWith("error-marks-no-other-page of rfc-2020 is 'refuted 6 ", (string)found["message"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal("changed", Assert.Single(XDocument.Load(junit).Descendants("failure")).Attribute("type")!.Value);

        var written = Invocation.Of([.. asked, "--update"]);

        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Empty(XDocument.Load(junit).Descendants("failure"));
    }
}
