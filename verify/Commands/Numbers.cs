using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Vmemmap.Verify.Commands;

/// <summary>Options whose value is a whole number, with the limits it must keep.</summary>
internal static class Numbers
{
    /// <summary>An option that has a default.</summary>
    public static Option<int> Option(string name, string description, int least, int most, int otherwise) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => (int)Parse(result, name, least, most),
    };

    /// <summary>An option that may be left out.</summary>
    public static Option<int?> Optional(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => (int)Parse(result, name, least, most),
    };

    /// <summary>An option for numbers that an <see cref="int"/> cannot hold, that may be left out.</summary>
    public static Option<long?> OptionalLarge(string name, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, least, most),
    };

    /// <summary>An option for numbers that an <see cref="int"/> cannot hold.</summary>
    public static Option<long> Large(string name, string description, long least, long most, long otherwise) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Parse(result, name, least, most),
    };

    private static long Parse(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}', but it must be a whole number from {least} to {most}"));
        }
        return value;
    }
}
