using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What is not as expected is shown at the line that expects something else.</summary>
[Trait("Category", "Fast")]
public sealed class Annotations
{
    private static readonly Design Linux = Catalogue.Find("linux-6.2")!;

    [Fact]
    public void A_refutation_that_is_proved_is_shown_where_the_design_names_it()
    {
        var expected = Linux.Refuted.Of("poison-recorded")!;
        var line = Assert.Single(GithubAnnotations.Of(Run(new(Linux.Name, "poison-recorded", ["S17"], Ruling.Proved, expected, 1, 0, Counterexample: null) { Source = "x" }), []));

        Assert.Matches("^::error file=model/Designs/Linux62.cs,line=[0-9]+,title=linux-6.2 poison-recorded::poison-recorded of linux-6.2 is proved, but expected to be refuted.$", line);
        Assert.Contains("\"poison-recorded\"", LineAt(line), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_as_expected_is_not_shown() =>
        Assert.Empty(GithubAnnotations.Of(Run(new(Linux.Name, "tail-resolves-to-head", ["S1"], Ruling.Proved, Linux.Refuted.Of("no-such"), 1, 0, Counterexample: null) { Source = "x" }), []));

    [Fact]
    public void What_is_as_expected_and_not_as_committed_is_shown_and_what_is_neither_once()
    {
        VerdictChange changed = new(BaselineLine.Of("linux-6.2 poison-recorded undecided"), BaselineLine.Of("linux-6.2 poison-recorded proved"));
        VerdictChange gone = new(BaselineLine.Of("linux-9 long-gone proved"), New: null);
        Verdict proved = new(Linux.Name, "poison-recorded", ["S17"], Ruling.Proved, Expectation: null, 1, 0, Counterexample: null) { Source = "x" };
        (VerdictChange, string)[] changes = [.. new[] { changed, gone }.Select(change => (change, change.Against("v.txt")))];

        var shown = GithubAnnotations.Of(Run(proved), changes).ToList();

        Assert.Matches("^::error file=model/Designs/Linux62.cs,line=[0-9]+,title=linux-6.2 poison-recorded::poison-recorded of linux-6.2 is 'proved', and 'undecided' in v.txt.$", shown[0]);
        Assert.Equal("::error title=linux-9 long-gone::long-gone of linux-9 is 'proved' in v.txt, and there is no such verdict any longer.", shown[1]);
        Assert.Contains("but expected to be refuted", GithubAnnotations.Of(Run(proved with { Expectation = Linux.Refuted.Of("poison-recorded") }), changes).First(), StringComparison.Ordinal);
        Assert.Equal(2, GithubAnnotations.Of(Run(proved with { Expectation = Linux.Refuted.Of("poison-recorded") }), changes).Count());
    }

    public static TheoryData<string, string> Refutations
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var design in Catalogue.All)
            {
                foreach (var expectation in design.Refuted)
                {
                    data.Add(design.Name, expectation.Invariant);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Refutations))]
    public void Every_expectation_of_a_design_has_a_line_of_its_file(string design, string invariant)
    {
        var (file, line) = GithubAnnotations.PlaceOf(design, invariant);
        var text = SourceFile.All.Single(one => one.Path == file).Text.Split('\n')[line - 1];

        Assert.True(
            text.Contains($"\"{invariant}\"", StringComparison.Ordinal) || text.Contains("SharedRefutations.", StringComparison.Ordinal) || text.Contains("Refuted", StringComparison.Ordinal),
            $"{file}, line {line}, expects nothing of {invariant}: {text}");
    }

    private static string LineAt(string annotation)
    {
        var (file, line) = (annotation.Split("file=")[1].Split(',')[0], int.Parse(annotation.Split("line=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
        return SourceFile.All.Single(one => one.Path == file).Text.Split('\n')[line - 1];
    }

    private static JudgedRun Run(Verdict verdict) => new([Linux], [verdict], [], new(0, "none", 0, 0, 0));
}

/// <summary>What is not proved, and why, without the rest.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class A_brief_run
{
    [Fact]
    public void Has_a_line_for_each_refutation_and_tells_each_root_cause_once()
    {
        var design = Catalogue.Find(OneDesignRun.Design)!;
        var run = Invocation.Of("--design", design.Name, "--brief", "--github");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(design.Refuted, refuted => Assert.Single(run.Lines, line => line.StartsWith($"{design.Name} {refuted.Invariant}: refuted, {refuted.Steps}", StringComparison.Ordinal)));
        // What the same corrections mend is told once, and what needs another correction is told, too.
        var remedies = design.Refuted.Select(refuted => string.Join(", ", refuted.Remedy)).Distinct().ToList();
        Assert.Equal(remedies.Count, run.Lines.Count(line => line.StartsWith($"{design.Name}: ", StringComparison.Ordinal)));
        Assert.All(remedies, remedy => Assert.Matches($@"Holds with {Regex.Escape(remedy)}[.;]", run.Unfolded));
        Assert.DoesNotContain(": proved", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_of_bad_memory_in_dax_mappings_whatever_else_is_wrong_with_them()
    {
        var run = Invocation.Of("--design", "dax-5.19", "--brief");

        Assert.Contains(run.Lines, line => line.StartsWith("dax-5.19: poison-recorded (", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("dax-5.19: poison-contained (", StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_a_break_that_nobody_has_explained_once_by_the_shortest_run()
    {
        // Three runs that have neither a last step nor a beginning in common.
        Verdict[] broken = [Broken("tail-resolves-to-head", "optimise", "remap-tail"), Broken("frame-owned-once", "set-hugetlb-type"), Broken("poison-recorded", "memory-failure", "flag-page")];

        var cause = Assert.Single(RootCause.Of(broken));

        Assert.Equal(("frame-owned-once", 2), (cause.Told.Invariant, cause.Others.Count));
        Assert.Null(cause.Remedy);
    }

    [Fact]
    public void Tells_of_a_break_by_what_the_design_was_not_known_for()
    {
        // The old cause of the one is there still, and shorter; its remedy has ceased to suffice because of the break, which is seen in the other.
        var known = Broken("tail-resolves-to-head", "optimise") with { Expectation = new Expectation("tail-resolves-to-head", "As ever.").After(1, "optimise"), Remedy = new([], IsProved: false, []) };

        var cause = Assert.Single(RootCause.Of([known, Broken("restored-tails-are-clean", "optimise", "optimise-fails", "optimise-again")]));

        Assert.Equal(("restored-tails-are-clean", "tail-resolves-to-head"), (cause.Told.Invariant, Assert.Single(cause.Others).Invariant));
    }

    private static Verdict Broken(string invariant, params string[] steps) =>
        new("own-design", invariant, ["S1"], Ruling.Refuted, Expectation: null, 0, 0, new("own-design", Bug: null, Linux518.Design.SmallScope, [.. steps.Select(step => new Move(step, default))], invariant, default)) { Source = "a patch of mine" };
}
