using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Vmemmap.Verify.Commands;

/// <summary>Options whose value is a whole number, with the limits it must keep.</summary>
internal static class Numbers
{
    /// <summary>An option that has a default.</summary>
    public static Option<T> Option<T>(string name, string description, T least, T most, T otherwise)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => Parse(result, name, least, most),
        };

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string description, T least, T most)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, least, most),
        };

    private static T Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, IBinaryInteger<T>
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}', but it must be a whole number from {least} to {most}"));
        }
        return value;
    }
}
