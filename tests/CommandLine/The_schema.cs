using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Vmemmap.Tests.CommandLine;

/// <summary>What is printed for machines is what the JSON Schema says, and the schema says enough to tell when it is not.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class The_schema(OneDesignRun shared) : IClassFixture<OneDesignRun>
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(RepositoryFile.Text("verdicts.schema.json"));

    [Fact]
    public void Allows_every_line_of_a_run() => Assert.All(shared.Run.Lines, line => Assert.True(Allows(line), line));

    [Theory]
    [InlineData("verdict", "\"perhaps\"")]
    [InlineData("verdict", "\"undecided\"")]
    [InlineData("counterexampleLength", "null")]
    [InlineData("counterexampleLength", "-1")]
    [InlineData("obligations", "\"many\"")]
    [InlineData("another", "1")]
    public void Does_not_allow_another_value_or_field_of_a_refutation(string field, string value)
    {
        var refuted = JsonNode.Parse(shared.Run.Lines.First(line => line.Contains("\"verdict\":\"refuted\"", StringComparison.Ordinal)))!.AsObject();
        refuted[field] = JsonNode.Parse(value);

        Assert.False(Allows(refuted.ToJsonString()), refuted.ToJsonString());
    }

    [Fact]
    public void Wants_every_field()
    {
        foreach (var line in (string[])[shared.Run.Lines[0], shared.Run.Lines[^1]])
        {
            foreach (var field in JsonNode.Parse(line)!.AsObject().Select(field => field.Key).ToList())
            {
                var less = JsonNode.Parse(line)!.AsObject();
                _ = less.Remove(field);
                Assert.False(Allows(less.ToJsonString()), $"without {field}");
            }
        }
    }

    [Fact]
    public void Has_the_fields_that_the_text_explains()
    {
        var text = RepositoryFile.Text("SCHEMA.md").Split("# What `verify --bug")[0];
        var fields = JsonNode.Parse(RepositoryFile.Text("verdicts.schema.json"))!["$defs"]!.AsObject().SelectMany(kind => kind.Value!["properties"]!.AsObject()).Select(field => field.Key);

        Assert.All(fields, field => Assert.Contains($"`{field}`", text, StringComparison.Ordinal));
    }

    private static bool Allows(string line)
    {
        using var document = JsonDocument.Parse(line);
        return Schema.Evaluate(document.RootElement).IsValid;
    }
}
