using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Sharding;

namespace Vmemmap.Tests.CommandLine;

/// <summary>A partition of the work, the same wherever it is made.</summary>
[Trait("Category", "Fast")]
public sealed class Shards
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(40)]
    public void Have_each_design_once(int count) => Assert.Equal(
        Catalogue.All.Select(design => design.Name).Order(),
        Enumerable.Range(1, count).SelectMany(number => new Shard(number, count).Of(Catalogue.All)).Select(design => design.Name).Order());

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Cost_about_the_same(int count)
    {
        List<int> costs = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count).Of(Catalogue.All).Sum(Shard.CostOf))];

        // The dearest first, each where there is least: two parts differ by no more than one design.
        Assert.InRange(costs.Max() - costs.Min(), 0, Catalogue.All.Max(Shard.CostOf));
    }
}

/// <summary>Two designs, in two shards and at once.</summary>
public sealed class TwoShards : IDisposable
{
    private static readonly string[] Asked = ["--design", "rfc-2020", "--design", "corrected-5.18"];

    internal TemporaryDirectory Directory { get; } = new();

    internal Invocation Whole { get; }

    internal string Sarif => Path.Combine(Directory.Path, "whole.sarif");

    internal string Baseline => Path.Combine(Directory.Path, "whole.txt");

    internal string JUnit => Path.Combine(Directory.Path, "whole.xml");

    public TwoShards()
    {
        Whole = Invocation.Of([.. Asked, "--json", "--sarif", Sarif, "--junit", JUnit, "--baseline", Baseline, "--update"]);
        foreach (var number in (int[])[1, 2])
        {
            var run = Invocation.Of([.. Asked, "--shard", $"{number}/2", "--sarif", $"{PathOf(number)}.sarif", "--junit", $"{PathOf(number)}.xml"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            File.WriteAllText(PathOf(number), run.Output);
        }
    }

    internal string PathOf(int number) => Path.Combine(Directory.Path, $"{number}.json");

    public void Dispose() => Directory.Dispose();
}

/// <summary>The shards of a run are merged to what one run gives, or not at all.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Merged_shards(TwoShards shared) : IClassFixture<TwoShards>
{
    // Times, and what is remembered from one design to the next within one run.
    private static readonly string[] DependOnTheRun = ["seconds", "repeated"];

    [Fact]
    public void Are_the_run_without_shards()
    {
        var merged = Invocation.Of("merge", shared.PathOf(2), shared.PathOf(1));

        Assert.Equal((0, ""), (merged.ExitCode, merged.Error));
        Assert.Equal(shared.Whole.Lines.Select(Comparable), merged.Lines.Select(Comparable));
    }

    [Fact]
    public void Are_written_for_other_programs_as_the_run_without_shards_is()
    {
        var (sarif, junit) = (Path.Combine(shared.Directory.Path, "merged.sarif"), Path.Combine(shared.Directory.Path, "merged.xml"));

        var merged = Invocation.Of("merge", shared.PathOf(1), shared.PathOf(2), "--sarif", sarif, "--junit", junit);

        Assert.Equal((0, ""), (merged.ExitCode, merged.Error));
        Assert.Equal(Timeless(File.ReadAllText(shared.Sarif)), Timeless(File.ReadAllText(sarif)));
        Assert.Equal(Timeless(File.ReadAllText(shared.JUnit)), Timeless(File.ReadAllText(junit)));
    }

    [Fact]
    public void Say_that_they_are_parts_to_other_programs()
    {
        var (part, whole) = (Run($"{shared.PathOf(2)}.sarif"), Run(shared.Sarif));

        Assert.Equal("verify/part-2-of-2/", (string)part["automationDetails"]!["id"]!);
        Assert.StartsWith("part 2/2 of the work: ", (string)part["invocations"]![0]!["properties"]!["summary"]!, StringComparison.Ordinal);
        Assert.Equal("verify, part 2/2 of the work", (string)XDocument.Load($"{shared.PathOf(2)}.xml").Root!.Attribute("name")!);
        Assert.Null(whole["automationDetails"]);

        static JsonNode Run(string log) => JsonNode.Parse(File.ReadAllText(log))!["runs"]![0]!;
    }

    [Fact]
    public void Are_held_against_the_baseline_of_the_run_without_shards()
    {
        var file = Path.Combine(shared.Directory.Path, "committed.txt");
        File.Copy(shared.Baseline, file, overwrite: true);
        string[] merge = ["merge", shared.PathOf(1), shared.PathOf(2), "--baseline", file];

        var same = Invocation.Of(merge);
        Assert.Equal((0, "committed.txt: no verdict changed\n"), (same.ExitCode, same.Error));

        // Of designs that were not asked for nothing is said.
        File.WriteAllText(file, File.ReadAllText(file).Replace("rfc-2020 poison-recorded refuted ", "rfc-2020 poison-recorded refuted 1", StringComparison.Ordinal) + "linux-9 long-gone proved\n");
        var other = Invocation.Of(merge);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("- rfc-2020 poison-recorded refuted 1", other.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("long-gone", other.Error, StringComparison.Ordinal);
        Assert.Equal(same.Output, other.Output);

        Assert.Equal(0, Invocation.Of([.. merge, "--update"]).ExitCode);
        Assert.Equal(0, Invocation.Of(merge).ExitCode);
    }

    [Theory]
    [InlineData("verdict", "undecided", " has ")]
    [InlineData("told", "A story", "has 1 verdicts that are unexpected, but its summary counts 0.")]
    [InlineData("expected", "undecided", "is another verdict than the expected one, and nothing is told of it.")]
    public void Are_refused_where_a_verdict_is_not_what_its_summary_counts(string field, string value, string says)
    {
        var file = Path.Combine(shared.Directory.Path, "changed.json");
        var lines = File.ReadAllLines(shared.PathOf(1));
        var verdict = JsonNode.Parse(lines[0])!.AsObject();
        verdict[field] = value;
        File.WriteAllLines(file, [verdict.ToJsonString(), .. lines[1..]]);

        var merged = Invocation.Of("merge", file, shared.PathOf(2));

        Assert.Equal((2, ""), (merged.ExitCode, merged.Output));
        Assert.Contains(says, merged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_what_is_not_as_expected_to_other_programs_too()
    {
        var (sarif, junit, file) = (Path.Combine(shared.Directory.Path, "bad.sarif"), Path.Combine(shared.Directory.Path, "bad.xml"), Path.Combine(shared.Directory.Path, "bad.json"));
        var lines = File.ReadAllLines(shared.PathOf(1));
        var (verdict, summary) = (JsonNode.Parse(lines[0])!.AsObject(), JsonNode.Parse(lines[^1])!.AsObject());
        (verdict["says"], verdict["told"], summary["unexpected"]) = ("x: y. NOT EXPECTED: Here is why.", "A long story", 1);
        (summary["theoremsProved"], summary["theoremsOpen"]) = ((int)summary["theorems"]! - 1, new JsonArray(new JsonObject { ["name"] = ArithmeticTheorems.All[0].Name, ["verdict"] = "refuted", ["told"] = "x = 1" }));
        File.WriteAllLines(file, [verdict.ToJsonString(), .. lines[1..^1], summary.ToJsonString()]);

        var merged = Invocation.Of("merge", file, shared.PathOf(2), "--sarif", sarif, "--junit", junit);

        Assert.Equal((1, ""), (merged.ExitCode, merged.Error));
        var failures = XDocument.Load(junit).Descendants("failure").ToList();
        Assert.Equal(["Here is why.", ArithmeticTheorems.All[0].Sentence], failures.Select(failure => failure.Attribute("message")!.Value));
        Assert.StartsWith("A long story\nReproduce: verify --design ", failures[0].Value, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(sarif))!["runs"]![0]!["results"]!.AsArray().Count(result => (string)result!["level"]! == "error"));
    }

    // Times, and what is remembered from one design to the next within one run.
    private static string Timeless(string text) => Regex.Replace(text, @"[0-9.]+ s; z3|time=""[0-9.]+""|[0-9,]+ asked before", "", RegexOptions.None, TimeSpan.FromSeconds(5));

    [Fact]
    public void Are_not_merged_where_one_is_missing() => Refused("Of 2 shards this is missing: 2/2.", shared.PathOf(1));

    [Fact]
    public void Are_not_merged_where_one_is_there_twice() => Refused("Shard 1/2 is there 2 times: 1.json, 1.json.", shared.PathOf(1), shared.PathOf(2), shared.PathOf(1));

    [Theory]
    [InlineData("commit", "commit")]
    [InlineData("sources", "source")]
    [InlineData("solverVersion", "solver")]
    [InlineData("machine", "machine")]
    [InlineData("asked", "question")]
    public void Are_not_merged_where_one_is_of_another(string field, string what) =>
        Refused($"other.json is of another {what} than 1.json: 'else', not '", shared.PathOf(1), Other(field, "else"));

    [Fact]
    public void Are_not_merged_where_one_is_of_a_run_with_another_number_of_shards() =>
        Refused("other.json is shard 2/3, and 1.json is shard 1/2: they are parts of different runs.", shared.PathOf(1), Other("shard", "2/3"));

    [Fact]
    public void Are_not_merged_where_one_did_not_come_to_its_end()
    {
        var cut = Path.Combine(shared.Directory.Path, "cut.json");
        File.WriteAllLines(cut, File.ReadAllLines(shared.PathOf(2)).SkipLast(1));

        Refused("cut.json has no summary in its last line: the run of that shard did not come to its end.", shared.PathOf(1), cut);
    }

    [Fact]
    public void Are_not_merged_where_a_line_is_lost()
    {
        var cut = Path.Combine(shared.Directory.Path, "lost.json");
        File.WriteAllLines(cut, File.ReadAllLines(shared.PathOf(2)).Skip(1));

        Refused("lost.json has ", shared.PathOf(1), cut);
    }

    [Theory]
    [InlineData("unexpected", "null")]
    [InlineData("unexpected", "\"0\"")]
    [InlineData("theorems", "1e300")]
    [InlineData("seconds", "-1")]
    [InlineData("verdicts", "[]")]
    [InlineData("designs", "null")]
    [InlineData("designs", "[1]")]
    [InlineData("designs", "[\"rfc-2020\", \"linux-9\"]")]
    [InlineData("shard", "\"2\"")]
    [InlineData("shard", "null")]
    [InlineData("commit", "null")]
    [InlineData("machine", "{}")]
    public void Are_not_merged_where_a_summary_is_damaged(string field, string value)
    {
        var run = Invocation.Of("merge", shared.PathOf(1), Other(field, JsonNode.Parse(value)!));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"design\":1}")]
    [InlineData("{\"design\":\"linux-9\"}")]
    [InlineData("{\"design\":")]
    public void Are_not_merged_where_a_verdict_is_damaged(string line)
    {
        var damaged = Path.Combine(shared.Directory.Path, "damaged.json");
        File.WriteAllLines(damaged, [line, .. File.ReadAllLines(shared.PathOf(2)).Skip(1)]);

        var run = Invocation.Of("merge", shared.PathOf(1), damaged);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Are_refused_where_a_summary_counts_what_is_not_there() => Assert.Equal(2, Invocation.Of("merge", shared.PathOf(1), Other("unexpected", 1)).ExitCode);

    private static string Comparable(string line)
    {
        var fields = JsonNode.Parse(line)!.AsObject();
        foreach (var field in DependOnTheRun)
        {
            _ = fields.Remove(field);
        }
        return fields.ToJsonString();
    }

    private string Other(string field, JsonNode value)
    {
        var lines = File.ReadAllLines(shared.PathOf(2));
        var summary = JsonNode.Parse(lines[^1])!.AsObject();
        summary[field] = value;
        var other = Path.Combine(shared.Directory.Path, "other.json");
        File.WriteAllLines(other, [.. lines.SkipLast(1), summary.ToJsonString()]);
        return other;
    }

    private static void Refused(string says, params string[] files)
    {
        var run = Invocation.Of(["merge", .. files]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(says, run.Error, StringComparison.Ordinal);
    }
}
