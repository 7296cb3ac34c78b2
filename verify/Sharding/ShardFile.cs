using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Sharding;

/// <summary>What a run of one shard printed.</summary>
/// <param name="Name">name of the file.</param>
/// <param name="Shard">which shard.</param>
/// <param name="Verdicts">its lines, each with the name of its design.</param>
/// <param name="Summary">its last line.</param>
internal sealed record ShardFile(string Name, Shard Shard, IReadOnlyList<(string Design, string Line)> Verdicts, JsonObject Summary)
{
    private const int MostBytes = 64 << 20;
    private const long MostNumber = 1L << 53;

    /// <summary>The fields of a summary that are summed.</summary>
    public static readonly IReadOnlyList<string> Numbers =
        ["verdicts", "proved", "refuted", "undecided", "unexpected", "theorems", "theoremsProved", "seconds", "questions", "fromStore", "repeated"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is not what a run of a shard prints, all of it.</exception>
    public static ShardFile Read(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return Of(file.Name, Encoding.UTF8.GetString(InputFile.Read(file.FullName, MostBytes, cancellation)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The file '{file}' cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new UserErrorException($"{file.Name} is not what 'verify --shard' prints: {e.Message}");
        }
    }

    /// <summary>A field of the summary as text.</summary>
    public string this[string field] => Summary[field] is JsonValue value ? $"{value}" : throw Missing(Name);

    private static ShardFile Of(string name, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || JsonNode.Parse(lines[^1]) is not JsonObject summary || summary["summary"] is null)
        {
            throw new UserErrorException($"{name} has no summary in its last line: the run of that shard did not come to its end.");
        }
        var shard = summary["shard"] is JsonValue value ? Shard.Of($"{value}") : throw Missing(name);
        if (Numbers.FirstOrDefault(field => !IsNumber(summary[field])) is { } missing)
        {
            throw new UserErrorException($"{name} is not what 'verify --shard' prints: its summary has no number '{missing}'.");
        }
        if (summary["designs"] is not JsonArray designs || !designs.All(design => design?.GetValueKind() == JsonValueKind.String))
        {
            throw new UserErrorException($"{name} is not what 'verify --shard' prints: its summary names no designs.");
        }
        List<(JsonObject Verdict, string Line)> verdicts = [.. lines.SkipLast(1).Select(line => (JsonNode.Parse(line) as JsonObject ?? [], line))];
        var count = (decimal)summary["verdicts"]!;
        if (verdicts.Count != count)
        {
            throw new UserErrorException($"{name} has {verdicts.Count} verdicts, but its summary counts {count}.");
        }
        RequireAsCounted(name, summary, [.. verdicts.Select(one => one.Verdict)]);
        return new(name, shard, [.. verdicts.Select(one => (Text(one.Verdict, "design") ?? "", one.Line))], summary);
    }

    // The summary is what is added up and what the exit code is made of: it must be that of these verdicts.
    private static void RequireAsCounted(string name, JsonObject summary, IReadOnlyList<JsonObject> verdicts)
    {
        foreach (var ruling in (string[])["proved", "refuted", "undecided"])
        {
            Require(ruling, verdicts.Count(verdict => Text(verdict, "verdict") == ruling));
        }
        Require("unexpected", verdicts.Count(verdict => Text(verdict, "told") is not null));
        if (verdicts.FirstOrDefault(verdict => Text(verdict, "verdict") != Text(verdict, "expected") && Text(verdict, "told") is null) is { } other)
        {
            throw new UserErrorException($"{name} is not what 'verify --shard' prints: {Text(other, "invariant")} of {Text(other, "design")} is another verdict than the expected one, and nothing is told of it.");
        }

        void Require(string field, int counted)
        {
            if (counted != (decimal)summary[field]!)
            {
                throw new UserErrorException($"{name} has {counted} verdicts that are {field}, but its summary counts {summary[field]}.");
            }
        }
    }

    private static string? Text(JsonObject verdict, string field) => verdict[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? (string)value! : null;

    private static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out decimal number) && number is >= 0 and <= MostNumber;

    private static UserErrorException Missing(string name) => new($"{name} is not what 'verify --shard' prints: its summary names no shard.");
}
