using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vmemmap.Properties.Traces;

/// <summary>JSON of unknown origin as an object: what the library finds out only when somebody asks for a field is found out here.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The object that a text is.</summary>
    /// <param name="utf8">the text, in UTF-8, with or without a byte order mark.</param>
    /// <exception cref="TraceFormatException">It is no JSON, has a name twice in one object or half a character in a name or text, or is no object.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        try
        {
            RequireWholeCharacters(text);
            return JsonNode.Parse(text, documentOptions: Options) as JsonObject ?? throw new TraceFormatException("A saved trace is a JSON object.");
        }
        catch (JsonException e)
        {
            throw new TraceFormatException($"The text is not JSON: {e.Message}", e);
        }
    }

    // "\ud800" is JSON, and stands for no character.
    private static void RequireWholeCharacters(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                try
                {
                    _ = reader.GetString();
                }
                catch (InvalidOperationException e)
                {
                    throw new TraceFormatException($"The text is not JSON: at byte {reader.TokenStartIndex} is half a character.", e);
                }
            }
        }
    }
}
