using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Export;
using Vmemmap.Proofs.Lemmas;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;
using static Vmemmap.Tests.CommandLine.Lines_for_machines;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What the engines find, as lines for machines: every verb has them, and SCHEMA.md explains each field.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Lines_of_the_engines
{
    private const string OneStepBug = "explore --design corrected-5.18 --bug tails-left-writable";

    public static TheoryData<string> Verbs => [.. Invocation.Of("--help").Output.Split("Commands:")[1].Split("Example")[0].Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && line[2] != ' ').Select(line => line.Trim().Split(' ')[0])];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void There_are_of_every_verb(string verb)
    {
        // What it prints is nothing else.
        var isOption = verb != "merge";

        Assert.Equal(isOption, Invocation.Of(verb, "--help").Output.Contains("--json ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OneStepBug, "explore", 0)]
    [InlineData("explore --design corrected-5.18 --pages 2 --pins 0 --without memory-failure", "explore", 0)]
    [InlineData("explore --design linux-5.14 --bug free-before-flush --states 10", "explore", 4)]
    [InlineData("run --design rfc-2020 --sequences 5 --length 100 --seed 1:3", "run", 0)]
    public void Have_fields_that_the_text_explains_and_end_with_a_summary(string command, string section, int exitCode)
    {
        var lines = Lines(command, exitCode);

        // A violation is explained where a walk finds it.
        AssertExplained(lines, "explore", section);
        AssertSummedUp(lines);
    }

    [Fact]
    public void Of_a_walk_have_the_run_that_it_found_and_what_it_walked()
    {
        var lines = Lines(OneStepBug);

        Assert.Equal(("shared-tails-read-only", "found"), ((string)lines[^2]["invariant"]!, (string)lines[^1]["ending"]!));
        Assert.Equal((int)lines[^2]["counterexampleLength"]!, TraceJson.Read(lines[^2]["trace"]!.ToJsonString()).Moves.Count);
        Assert.Equal(["shared-tails-read-only"], lines[^1]["violated"]!.AsArray().Select(name => (string)name!));
        Assert.Null(lines[^1]["complaint"]);
    }

    [Fact]
    public void Of_a_bug_of_which_nothing_can_be_said_say_why()
    {
        Bug bug = new("flag-not-moved", "The flag of the head does not move.", "dissolved-flags-exact", new DropWrite("free-hugepage", "PG_hwpoison"));
        using StringWriter output = new();

        Assert.Null(BugReport.JudgedIn(new(output, TextWriter.Null, isInteractive: false), Linux518.Design, bug, isForMachines: true));

        var line = Assert.Single(Parsed($"{output}"));
        AssertExplained([line], "explore");
        Assert.StartsWith("not applicable: ", (string)line["unsaid"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_verdict_have_a_run_that_replays()
    {
        using TemporaryDirectory directory = new();
        var refuted = Lines("--design rfc-2020 --invariant type-covers-shared-tails")[0];
        var file = directory.Write("trace.json", refuted["trace"]!.ToJsonString());

        var line = Assert.Single(Lines($"replay {file}"));

        AssertExplained([line], "replay FILE");
        Assert.True((bool)line["replays"]!);
        Assert.Equal(((string)refuted["invariant"]!, (int)refuted["counterexampleLength"]!), ((string)line["invariant"]!, (int)line["counterexampleLength"]!));
    }

    [Fact]
    public void Of_a_run_that_does_not_replay_say_where()
    {
        using TemporaryDirectory directory = new();
        var trace = Lines("--design rfc-2020 --invariant type-covers-shared-tails")[0]["trace"]!;
        trace["steps"]!.AsArray().RemoveAt(0);

        var line = Assert.Single(Lines($"replay {directory.Write("trace.json", trace.ToJsonString())}", exitCode: 1));

        Assert.Equal((false, null), ((bool)line["replays"]!, (string?)line["story"]));
        Assert.NotEmpty((string)line["problem"]!);
    }

    [Fact]
    public void Of_witnesses_have_every_step_way_and_premise()
    {
        var lines = Lines("witnesses --design corrected-5.18");

        AssertExplained(lines, "witnesses");
        Assert.Contains(lines, line => (string?)line["step"] == "optimise" && line["after"] is not null);
        Assert.Contains(lines, line => line["change"] is not null);
        Assert.Contains(lines, line => (string?)line["invariant"] == "pinned-page-finds-its-head");
        Assert.Empty(lines[^1]["vacuous"]!.AsArray());
    }

    [Fact]
    public void Of_files_name_each_that_was_written()
    {
        using TemporaryDirectory directory = new();
        var lines = Lines($"export --murphi {directory.Path} --tla {directory.Path} --design rfc-2020");

        AssertExplained(lines, "export");
        Assert.Equal(Directory.GetFiles(directory.Path).Order(StringComparer.Ordinal), lines.SkipLast(1).Select(line => (string)line["file"]!).Order(StringComparer.Ordinal));
        Assert.Equal(lines.Count - 1, (int)lines[^1]["files"]!);
    }

    [Fact]
    public void Of_the_page_say_where_it_is()
    {
        using TemporaryDirectory directory = new();
        var line = Assert.Single(Lines($"report --html {directory.File("page.html")} --design rfc-2020 --invariant frame-owned-once --sequences 1"));

        AssertExplained([line], "report");
        Assert.Equal((directory.File("page.html"), true), ((string)line["html"]!, (bool)line["isExpected"]!));
    }

    [Fact]
    public void Of_proposed_lemmas_have_each_with_its_code()
    {
        ProposedLemmas proposed = new(Linux612.Design, [new(new Flag("Hugetlb", true), new Flag("Optimised", false))], ["a"], [], new Dictionary<string, int> { ["b"] = 3 }, ["c"], ["d"]);
        using StringWriter output = new();

        LemmaFile.WriteJson(output, proposed);

        var lines = Parsed($"{output}");
        AssertExplained(lines, "lemmas DESIGN");
        Assert.Equal(proposed.Lemmas[0].Then.Code, (string)lines[0]["then"]!);
        Assert.Equal(("b", 3), ((string)lines[1]["violated"]![0]!["invariant"]!, (int)lines[1]["violated"]![0]!["counterexampleLength"]!));
    }

    [Fact]
    public void Of_theorems_have_each_with_the_numbers_that_show_it()
    {
        TheoremResult theorem = new(new("a-theorem", "One is two.", "arithmetic", Vmemmap.Proofs.Solver.Answer.Unsatisfiable, []), TheoremVerdict.Refuted, "one", new Dictionary<string, string> { ["x"] = "1" }, 0);
        using StringWriter output = new();

        TheoremReport.WriteJson(output, [theorem]);

        var lines = Parsed($"{output}");
        AssertExplained(lines, "arithmetic");
        Assert.Equal(("refuted", "one", "x = 1"), ((string)lines[0]["verdict"]!, (string)lines[0]["case"]!, (string)lines[0]["values"]![0]!));
        Assert.Equal((1, 0), ((int)lines[1]["theorems"]!, (int)lines[1]["proved"]!));
    }

    [Fact]
    public void Of_another_solver_have_each_obligation_that_it_does_not_confirm()
    {
        ExportedObligation[] obligations = [new("corrected-5.18", "pin", "a", ""), new("corrected-5.18", "pin", "b", ""), new("corrected-5.18", "pin", "c", "")];
        SecondOpinions opinions = new("corrected-5.18", "other", [(obligations[0], SecondOpinion.Confirms), (obligations[1], SecondOpinion.Contradicts), (obligations[2], SecondOpinion.Abstains)]);
        using StringWriter output = new();

        opinions.Write(new(output, TextWriter.Null, isInteractive: false), isForMachines: true);
        SecondOpinions.WriteSummary(output, [opinions]);

        var lines = Parsed($"{output}");
        AssertExplained(lines, "recheck");
        Assert.Equal([("contradicts", obligations[1].FileName), ("abstains", obligations[2].FileName)], lines.Take(2).Select(line => ((string)line["opinion"]!, (string)line["obligation"]!)));
        Assert.Equal((3, 1, 1, 1), ((int)lines[3]["obligations"]!, (int)lines[3]["confirms"]!, (int)lines[3]["contradicts"]!, (int)lines[3]["abstains"]!));
    }
}
