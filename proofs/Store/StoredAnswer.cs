using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Store;

/// <summary>One entry of a store: the answer to one question. As a line it is a checksum of the rest, a blank, and the entry in JSON.</summary>
/// <param name="Format">the version of this layout: <see cref="CurrentFormat"/>.</param>
/// <param name="Key">the question that it answers, as <see cref="QuestionKey"/> names it.</param>
/// <param name="Answer">satisfiable or unsatisfiable.</param>
/// <param name="Resources">what the solver needed, in its deterministic units.</param>
/// <param name="Values">if satisfiable: the value of each term that was asked for.</param>
/// <param name="Core">if unsatisfiable: which of the truth values that were supposed that needs.</param>
internal sealed record StoredAnswer(int Format, string Key, Answer Answer, uint Resources, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Core)
{
    /// <summary>
    /// Entries of any other version are not read. To be raised when the layout changes, or the way in which values are taken from a model:
    /// that is no part of the solver's identity.
    /// </summary>
    public const int CurrentFormat = 2;

    private const char Separator = ' ';

    /// <summary>The entry for a conclusive answer; null for any other, since a solver that gave up may succeed another time.</summary>
    public static StoredAnswer? Of(string key, SolverResult result) =>
        IsConclusive(result.Answer) ? new(CurrentFormat, key, result.Answer, result.ResourcesUsed, result.Values, result.Core) : null;

    /// <summary>The entry that a line holds; null where it is not, character for character, a line that <see cref="ToLine"/> gave.</summary>
    public static StoredAnswer? Parse(string line)
    {
        var end = line.IndexOf(Separator, StringComparison.Ordinal);
        if (end < 0 || line[..end] != Checksum(line[(end + 1)..]))
        {
            return null;
        }
        try
        {
            var entry = JsonSerializer.Deserialize(line[(end + 1)..], StoredAnswerJson.Default.StoredAnswer);
            return entry is { Format: CurrentFormat } && IsConclusive(entry.Answer) && !entry.Values.Values.Contains(null) && !entry.Core.Contains(null) ? entry : null;
        }
        catch (JsonException)
        {
            // The checksum is right, so another program wrote it.
            return null;
        }
    }

    /// <summary>The entry as one line, without its end.</summary>
    public string ToLine()
    {
        var json = JsonSerializer.Serialize(this, StoredAnswerJson.Default.StoredAnswer);
        return $"{Checksum(json)}{Separator}{json}";
    }

    /// <summary>What the solver said.</summary>
    public SolverResult ToResult() => new(Answer, Resources, Values) { Core = Core };

    private static bool IsConclusive(Answer answer) => answer is Answer.Unsatisfiable or Answer.Satisfiable;

    private static string Checksum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>How an entry is written in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredAnswer))]
internal sealed partial class StoredAnswerJson : JsonSerializerContext;
