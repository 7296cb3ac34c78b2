using System.Text.Json.Nodes;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Sharding;

/// <summary>The runs of all shards as the one run that they are parts of.</summary>
/// <param name="Lines">the verdicts, in the order of the table.</param>
/// <param name="Summary">their summary: every number is the sum of those of the shards.</param>
internal sealed record MergedShards(IReadOnlyList<string> Lines, JsonObject Summary)
{
    // What all shards have in common.
    private static readonly (string Field, string What)[] Common = [("commit", "commit"), ("sources", "source"), ("solverVersion", "solver"), ("machine", "machine"), ("asked", "question")];

    /// <summary>Every verdict is the expected one, and every theorem is proved.</summary>
    public bool IsExpected => IsZero("unexpected") && JsonNode.DeepEquals(Summary["theorems"], Summary["theoremsProved"]);

    /// <summary>The designs that the shards were asked for, all of them.</summary>
    public IReadOnlyList<Design> Designs => [.. Summary["designs"]!.AsArray().Select(name => Catalogue.Find((string)name!)!)];

    /// <summary>What was typed behind an option that the verdicts depend on.</summary>
    public IReadOnlyList<string> Asked(string option)
    {
        var words = $"{Summary["asked"]}".Split(' ');
        return [.. words.Zip(words.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second)];
    }

    /// <summary>The verdicts as a baseline has them.</summary>
    /// <exception cref="UserErrorException">A line is none that a run of this program prints.</exception>
    public IReadOnlyList<BaselineLine> ForBaseline()
    {
        try
        {
            return [.. Lines.Select(line => BaselineLine.Of(JsonNode.Parse(line)!))];
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new UserErrorException($"The shards are not what 'verify --shard' prints: {e.Message}");
        }
    }

    private bool IsZero(string field) => JsonNode.DeepEquals(Summary[field], JsonValue.Create(0L));

    /// <summary>Merges the files of all shards, in whatever order.</summary>
    /// <param name="files">the files.</param>
    /// <exception cref="UserErrorException">One is missing, there twice, or not of the same run.</exception>
    public static MergedShards Of(IReadOnlyList<ShardFile> files)
    {
        var first = files[0];
        foreach (var (field, what) in Common)
        {
            if (files.FirstOrDefault(file => file[field] != first[field]) is { } other)
            {
                throw new UserErrorException($"{other.Name} is of another {what} than {first.Name}: '{other[field]}', not '{first[field]}'.");
            }
        }
        if (first["sources"] != Provenance.Here.Sources)
        {
            throw new UserErrorException($"{first.Name} is of another source than this program: merge with the program that the shards were run with.");
        }
        RequireAll(files);
        foreach (var file in files)
        {
            RequireItsDesigns(file);
        }
        var places = Catalogue.All.Select((design, place) => (design.Name, place)).ToDictionary(one => one.Name, one => one.place);
        return new([.. files.SelectMany(file => file.Verdicts).OrderBy(verdict => places[verdict.Design]).Select(verdict => verdict.Line)], Sum(files));
    }

    private static void RequireAll(IReadOnlyList<ShardFile> files)
    {
        var count = files[0].Shard.Count;
        if (files.FirstOrDefault(file => file.Shard.Count != count) is { } other)
        {
            throw new UserErrorException($"{other.Name} is shard {other.Shard}, and {files[0].Name} is shard {files[0].Shard}: they are parts of different runs.");
        }
        if (files.GroupBy(file => file.Shard.Number).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"Shard {twice.First().Shard} is there {twice.Count()} times: {string.Join(", ", twice.Select(file => file.Name))}.");
        }
        List<int> missing = [.. Enumerable.Range(1, count).Except(files.Select(file => file.Shard.Number))];
        if (missing.Count > 0)
        {
            throw new UserErrorException($"Of {count} shards {(missing.Count == 1 ? "this is" : "these are")} missing: {string.Join(", ", missing.Select(number => $"{number}/{count}"))}.");
        }
    }

    private static void RequireItsDesigns(ShardFile file)
    {
        List<string> named = [.. file.Summary["designs"]!.AsArray().Select(name => (string)name!)];
        if (!file.Verdicts.Select(verdict => verdict.Design).Distinct().All(named.Contains) || named.Find(name => Catalogue.Find(name) is null) is not null)
        {
            throw new UserErrorException($"{file.Name} has verdicts on designs that its shard does not have.");
        }
    }

    // The numbers are summed, what is common stays; which shard it is, and with which designs, is no question of the whole.
    private static JsonObject Sum(IReadOnlyList<ShardFile> files)
    {
        JsonObject sum = [];
        foreach (var (field, value) in files[0].Summary)
        {
            sum[field] = field switch
            {
                "shard" => null,
                "designs" => new JsonArray([.. Catalogue.All.Select(design => design.Name).Where(name => files.Any(file => file.Summary["designs"]!.AsArray().Any(one => (string)one! == name))).Select(name => JsonValue.Create(name))]),
                "theoremsOpen" => new JsonArray([.. files.SelectMany(file => file.Summary[field] is JsonArray open ? open.Select(one => one?.DeepClone()) : [])]),
                _ when ShardFile.Numbers.Contains(field) => Number(files.Sum(file => (decimal)file.Summary[field]!)),
                _ => value?.DeepClone(),
            };
        }
        return sum;
    }

    private static JsonValue Number(decimal sum) => sum == decimal.Truncate(sum) ? JsonValue.Create((long)sum) : JsonValue.Create(sum);
}
