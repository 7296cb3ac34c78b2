using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vmemmap.Verify.Output;

/// <summary>How results are printed for machines: one JSON object per line. The schema is in SCHEMA.md.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // Reasons are for people: quotes and angle brackets stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a line.</summary>
    public static void Write(TextWriter output, object line) => output.WriteLine(JsonSerializer.Serialize(line, Options));
}
