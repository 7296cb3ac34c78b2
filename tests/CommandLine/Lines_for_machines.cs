using System.Text.Json.Nodes;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Geometry;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What <c>list</c>, <c>explain</c>, <c>diff</c> and <c>savings</c> print with <c>--json</c>: what they say without, as SCHEMA.md describes it.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Lines_for_machines
{
    // A command line, and the section of SCHEMA.md about it.
    public static TheoryData<string, string> Commands => new()
    {
        { "list", "list KIND" },
        { "list designs", "list KIND" },
        { "list parts", "list KIND" },
        { "list steps --design linux-7.2", "list KIND" },
        { "list invariants", "list KIND" },
        { "list bugs", "list KIND" },
        { "list claims", "list KIND" },
        { "list findings", "list KIND" },
        { "explain S17", "explain NAME" },
        { "explain poison-recorded --design linux-7.2", "explain NAME" },
        { "diff linux-6.17 linux-7.2", "diff FROM TO" },
        { "diff linux-7.3 dax-next", "diff FROM TO" },
        { "savings", "savings" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Have_fields_that_the_text_explains_and_end_with_a_summary(string command, string section)
    {
        var lines = Lines(command);

        AssertExplained(lines, section);
        AssertSummedUp(lines);
    }

    /// <summary>Fails where a line has a field that these sections of SCHEMA.md do not explain. A trace is explained where verdicts are.</summary>
    internal static void AssertExplained(IEnumerable<JsonObject> lines, params IEnumerable<string> sections)
    {
        var text = string.Concat(sections.Select(section => RepositoryFile.Text("SCHEMA.md").ReplaceLineEndings("\n").Split($"\n# What `verify {section} --json` prints\n")[1].Split("\n# ")[0]));

        Assert.All(lines.SelectMany(FieldsIn).Distinct(), field => Assert.Contains($"`{field}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("designs", "design")]
    [InlineData("parts", "part")]
    [InlineData("steps", "step")]
    [InlineData("invariants", "invariant")]
    [InlineData("bugs", "bug")]
    [InlineData("claims", "claim")]
    [InlineData("findings", "finding")]
    public void Of_a_list_are_those_of_the_table(string kind, string key)
    {
        var lines = Lines($"list {kind}");
        var table = Invocation.At(10_000, CancellationToken.None, "list", kind).Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|')[1].Trim());

        Assert.Equal(table, lines.SkipLast(1).Select(line => (string)line[key]!));
        Assert.Equal((lines.Count - 1, lines.Count - 1), ((int)lines[^1][kind]!, (int)Assert.Single(Lines("list"))[kind]!));
    }

    [Fact]
    public void Of_an_explanation_have_every_word_of_it()
    {
        var explanation = Assert.Single(Explanation.Of("poison-recorded", Linux72.Design));
        var line = Lines("explain poison-recorded --design linux-7.2")[0];

        Assert.Equal(explanation.Title, (string)line["title"]!);
        Assert.Equal(explanation.Lines.Select(said => said.Text), line["says"]!.AsArray().SelectMany(said => said!["texts"]!.AsArray()).Select(text => (string)text!));
        Assert.Equal(explanation.Lines.Select(said => said.Word).Where(word => word.Length > 0), line["says"]!.AsArray().Select(said => (string)said!["word"]!));
    }

    [Theory]
    [InlineData("linux-6.17", "linux-7.2")]
    [InlineData("linux-7.3", "dax-next")]
    public void Of_a_diff_have_each_verdict_that_differs(string from, string to)
    {
        var lines = Lines($"diff {from} {to}");
        var said = lines.Where(line => line["invariant"] is not null).ToDictionary(line => (string)line["invariant"]!, line => (Verdict(line["before"]), Verdict(line["after"])));
        var expected = KnownInvariants.All.ToDictionary(invariant => invariant.Name, invariant => (Of(from, invariant.Name), Of(to, invariant.Name))).Where(pair => pair.Value.Item1 != pair.Value.Item2).ToDictionary();

        Assert.Equal(expected, said);
        Assert.Equal(said.Count, (int)lines[^1]["verdicts"]!);
        Assert.Equal(lines.Count(line => line["part"] is not null), (int)lines[^1]["parts"]!);
        Assert.Equal(lines.Count(line => line["step"] is not null), (int)lines[^1]["steps"]!);

        static string Of(string design, string invariant) => KnownInvariants.ReasonAgainst(invariant, Catalogue.Find(design)!) is not null ? "none"
            : Catalogue.Find(design)!.Refuted.Of(invariant) is { } known ? $"refuted {known.Steps} {known.LastStep}" : "proved  ";

        static string Verdict(JsonNode? side) => side is null ? "none" : $"{(string)side["verdict"]!} {side["counterexampleLength"]} {(string?)side["lastStep"]}";
    }

    [Fact]
    public void Of_the_savings_have_the_numbers_of_2_MiB_and_a_line_for_each_kind()
    {
        var lines = Lines("savings");

        Assert.Equal((SavingsTable.Rows.Count, SavingsTable.Rows.Count), (lines.Count - 1, (int)lines[^1]["hugepages"]!));
        Assert.Equal(("x86-64", "PMD", 2 << 20, 8), ((string)lines[0]["architecture"]!, (string)lines[0]["level"]!, (int)lines[0]["hugepageBytes"]!, (int)lines[0]["vmemmapPages"]!));
        Assert.Equal([(2, 6), (1, 7)], lines[0]["saved"]!.AsArray().Select(saved => ((int)saved!["keptPages"]!, (int)saved["savedFrames"]!)));
    }

    /// <summary>The lines that a command prints with <c>--json</c>, and nothing on standard error.</summary>
    internal static List<JsonObject> Lines(string command, int exitCode = 0)
    {
        var run = Invocation.Of([.. command.Split(' '), "--json"]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        return Parsed(run.Output);
    }

    /// <summary>Lines, each as the object that it is.</summary>
    internal static List<JsonObject> Parsed(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>Fails unless these are lines that end with a summary, and have no other.</summary>
    internal static void AssertSummedUp(List<JsonObject> lines)
    {
        Assert.True((bool)lines[^1]["summary"]!);
        Assert.All(lines.SkipLast(1), line => Assert.Null(line["summary"]));
    }

    // The parameters of a part are named as its class says.
    private static IEnumerable<string> FieldsIn(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => (field.Key is "parameters" or "trace" ? [] : FieldsIn(field.Value)).Prepend(field.Key)),
        JsonArray items => items.SelectMany(FieldsIn),
        _ => [],
    };
}
