using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Json.Schema;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Solver;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.CommandLine;

/// <summary>One run of the main job that writes both files.</summary>
public sealed class ReportedRun
{
    internal static readonly Design Design = Catalogue.Find(OneDesignRun.Design)!;

    internal JsonObject Sarif { get; }

    internal XElement JUnit { get; }

    internal Invocation Run { get; }

    internal IReadOnlyList<string> Files { get; }

    public ReportedRun()
    {
        using TemporaryDirectory directory = new();
        var (sarif, junit) = (Path.Combine(directory.Path, "verdicts.sarif"), Path.Combine(directory.Path, "new", "verdicts.xml"));
        Run = Invocation.Of("--design", Design.Name, "--json", "--sarif", sarif, "--junit", junit);
        (Sarif, JUnit) = (JsonNode.Parse(File.ReadAllText(sarif))!.AsObject(), XDocument.Load(junit).Root!);
        Files = [.. Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
    }
}

/// <summary>What a run writes for programs that show results of many tools.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Reports_for_other_programs(ReportedRun shared) : IClassFixture<ReportedRun>
{
    private static readonly string Standard = RepositoryFile.Text("sarif-2.1.0.json");

    private static readonly JsonSchema Schema = JsonSchema.FromText(Standard);

    [Fact]
    public void Are_files_beside_what_is_printed() =>
        Assert.Equal((0, "", "verdicts.sarif verdicts.xml"), (shared.Run.ExitCode, shared.Run.Error, string.Join(' ', shared.Files.Order(StringComparer.Ordinal))));

    [Fact]
    public void Sarif_is_what_the_schema_of_the_standard_says() => Assert.True(IsSarif(shared.Sarif), shared.Sarif.ToJsonString());

    [Fact]
    public void The_schema_is_the_one_that_was_looked_at() => Assert.Equal("1c49a0f2b60444c71bb14878e21e0d882198eff4c539861b133093ad89ed798c", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Standard))));

    [Theory]
    [InlineData("level", "\"grave\"")]
    [InlineData("ruleIndex", "-2")]
    [InlineData("message", "\"a sentence\"")]
    [InlineData("another", "1")]
    public void Sarif_with_another_value_or_member_of_a_result_would_be_seen(string member, string value)
    {
        var other = shared.Sarif.DeepClone().AsObject();
        other["runs"]![0]!["results"]![0]!.AsObject()[member] = JsonNode.Parse(value);

        Assert.False(IsSarif(other));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("runs")]
    public void Sarif_without_a_member_that_the_standard_requires_would_be_seen(string member)
    {
        var less = shared.Sarif.DeepClone().AsObject();
        less.Remove(member);

        Assert.False(IsSarif(less));
    }

    [Fact]
    public void Sarif_has_a_note_for_each_refutation_that_is_expected_at_the_line_that_expects_it()
    {
        var results = ResultsOf(shared.Sarif);

        Assert.Equal(ReportedRun.Design.Refuted.Select(known => known.Invariant).Order(StringComparer.Ordinal), results.Select(result => (string)result["ruleId"]!).Order(StringComparer.Ordinal));
        Assert.All(results, result =>
        {
            var known = ReportedRun.Design.Refuted.Of((string)result["ruleId"]!)!;
            var place = result["locations"]![0]!["physicalLocation"]!;
            var text = (string)result["message"]!["text"]!;
            Assert.Equal("note", (string)result["level"]!);
            Assert.Equal(GithubAnnotations.PlaceOf("rfc-2020", known.Invariant), ((string)place["artifactLocation"]!["uri"]!, (int)place["region"]!["startLine"]!));
            Assert.StartsWith($"rfc-2020: {known.Invariant} (", text, StringComparison.Ordinal);
            Assert.Contains($") violated after {known.Steps} step", text, StringComparison.Ordinal);
            Assert.EndsWith($"\nReproduce: verify --design rfc-2020 --invariant {known.Invariant} --fresh", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Sarif_has_each_invariant_once_as_a_rule_with_its_sentence_and_origin()
    {
        var rules = RulesOf(shared.Sarif);

        Assert.Equal(shared.Run.Lines.SkipLast(1).Select(line => (string)JsonNode.Parse(line)!["invariant"]!), rules.Select(rule => (string)rule["id"]!));
        Assert.All(rules, rule =>
        {
            var invariant = Verify.Show.KnownInvariants.All.Single(known => known.Name == (string)rule["id"]!);
            Assert.Equal((invariant.Sentence, invariant.Origin), ((string)rule["shortDescription"]!["text"]!, (string)rule["help"]!["text"]!));
        });
        Assert.All(ResultsOf(shared.Sarif), result => Assert.Equal((string)result["ruleId"]!, (string)rules[(int)result["ruleIndex"]!]["id"]!));
    }

    [Fact]
    public void JUnit_has_a_case_for_each_verdict_and_theorem_and_counts_them()
    {
        var verdicts = shared.Run.Lines.SkipLast(1).Select(line => (string)JsonNode.Parse(line)!["invariant"]!);

        Assert.Equal(verdicts, shared.JUnit.Elements("testsuite").First().Elements("testcase").Select(one => one.Attribute("name")!.Value));
        AssertCounted(shared.JUnit);
        Assert.Equal((int)JsonNode.Parse(shared.Run.Lines[^1])!["theorems"]!, shared.JUnit.Elements("testsuite").Last().Elements("testcase").Count());
        Assert.Empty(shared.JUnit.Descendants("failure").Concat(shared.JUnit.Descendants("error")));
    }

    [Fact]
    public void A_refutation_that_nobody_expects_is_an_error_of_the_one_and_a_failure_of_the_other()
    {
        var design = ReportedRun.Design with { Refuted = ReportedRun.Design.Refuted.Only(known => known.Invariant != "frozen-while-remapped") };
        JudgedRun run = new([design], [.. new Judge(threads: 0, SharedSolver.OfTheGate).Of(design, new HashSet<string>())], [], new(0, "none", 0, 0, 0));

        var sarif = JsonNode.Parse(SarifReport.Of(Reported.Of(run)))!.AsObject();
        var error = Assert.Single(ResultsOf(sarif), result => (string)result["level"]! == "error");
        Assert.True(IsSarif(sarif));
        Assert.Equal(1, (int)sarif["runs"]![0]!["invocations"]![0]!["exitCode"]!);
        Assert.Equal("frozen-while-remapped", (string)error["ruleId"]!);
        Assert.Contains("frozen-while-remapped of rfc-2020 is refuted after 1 step", (string)error["message"]!["text"]!, StringComparison.Ordinal);

        var junit = XElement.Parse(JUnitReport.Of(Reported.Of(run)));
        var failure = Assert.Single(junit.Descendants("failure"));
        AssertCounted(junit);
        Assert.Equal("frozen-while-remapped", failure.Parent!.Attribute("name")!.Value);
        Assert.Contains("\nWrong: ", failure.Value, StringComparison.Ordinal);
        Assert.EndsWith("\nReproduce: verify --design rfc-2020 --invariant frozen-while-remapped --fresh\n", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_proved_and_was_to_be_refuted_is_one_too()
    {
        Verdict verdict = new("linux-6.2", "poison-recorded", ["S17"], Ruling.Proved, Catalogue.Find("linux-6.2")!.Refuted.Of("poison-recorded"), 1, 0, Counterexample: null) { Source = "x" };
        JudgedRun run = new([Catalogue.Find("linux-6.2")!], [verdict], [], new(0, "none", 0, 0, 0));

        var error = Assert.Single(ResultsOf(JsonNode.Parse(SarifReport.Of(Reported.Of(run)))!.AsObject()));
        Assert.Equal("error", (string)error["level"]!);
        Assert.StartsWith("NOT EXPECTED: poison-recorded of linux-6.2 is proved, but expected to be refuted.\n", (string)error["message"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal("poison-recorded of linux-6.2 is proved, but expected to be refuted.", Assert.Single(XElement.Parse(JUnitReport.Of(Reported.Of(run))).Descendants("failure")).Attribute("message")!.Value);
    }

    [Fact]
    public void What_the_solver_could_not_settle_is_an_error_and_no_failure()
    {
        using TemporaryDirectory directory = new();
        var (sarif, junit) = (Path.Combine(directory.Path, "s"), Path.Combine(directory.Path, "j"));

        var run = Invocation.Of("--design", "corrected-5.18", "--invariant", "tail-resolves-to-head", "--rlimit", "1", "--brief", "--sarif", sarif, "--junit", junit);

        Assert.Equal(1, run.ExitCode);
        var error = Assert.Single(XDocument.Load(junit).Root!.Elements("testsuite").First().Descendants("error"));
        AssertCounted(XDocument.Load(junit).Root!);
        Assert.Empty(XDocument.Load(junit).Root!.Elements("testsuite").First().Descendants("failure"));
        Assert.Contains("UNDECIDED (solver)", error.Value, StringComparison.Ordinal);
        var found = ResultsOf(JsonNode.Parse(File.ReadAllText(sarif))!.AsObject());
        Assert.Contains("tail-resolves-to-head of corrected-5.18 is undecided", (string)found[0]["message"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_theorem_that_does_not_hold_is_reported_though_it_is_of_no_design()
    {
        TheoremResult theorem = new(new("a-theorem", "One is two.", "arithmetic", Answer.Unsatisfiable, []), TheoremVerdict.Refuted, "one", new Dictionary<string, string> { ["x"] = "1" }, 0);
        JudgedRun run = new([ReportedRun.Design], [], [theorem], new(0, "none", 0, 0, 0));

        var sarif = JsonNode.Parse(SarifReport.Of(Reported.Of(run)))!.AsObject();
        Assert.True(IsSarif(sarif));
        Assert.Contains("One is two.", (string)Assert.Single(ResultsOf(sarif))["message"]!["text"]!, StringComparison.Ordinal);
        Assert.Contains("x = 1", Assert.Single(XElement.Parse(JUnitReport.Of(Reported.Of(run))).Descendants("failure")).Value, StringComparison.Ordinal);
    }

    private static bool IsSarif(JsonObject log)
    {
        using var document = JsonDocument.Parse(log.ToJsonString());
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static List<JsonNode> ResultsOf(JsonObject log) => [.. log["runs"]![0]!["results"]!.AsArray().OfType<JsonNode>()];

    private static List<JsonNode> RulesOf(JsonObject log) => [.. log["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray().OfType<JsonNode>()];

    private static void AssertCounted(XElement root)
    {
        foreach (var counted in root.DescendantsAndSelf().Where(element => element.Attribute("tests") is not null))
        {
            Assert.Equal((Count("testcase"), Count("failure"), Count("error")), (Said("tests"), Said("failures"), Said("errors")));

            int Count(string name) => counted.Descendants(name).Count();

            int Said(string name) => int.Parse(counted.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        }
    }
}
