using System.Text.RegularExpressions;

namespace Vmemmap.Verify.Trust;

/// <summary>A file of the program's own source, as it was when the program was built.</summary>
/// <param name="path">its path in the repository, with forward slashes.</param>
/// <param name="text">all of it.</param>
public sealed partial class SourceFile(string path, string text)
{
    private const int Patience = 5000;
    private const string Modifiers = "^(?:(?:public|internal|static|sealed|abstract|partial|readonly|unsafe|file|ref) )*";

    private static readonly string[] Projects = ["model", "properties", "proofs", "kernel", "verify"];

    private readonly Lazy<string> code = new(() => Comment().Replace(text, ""));
    private readonly Lazy<string?> says = new(() => Docstring.Of(text, NameOf(path)));

    /// <summary>Every file of the projects that give verdicts, in the order of their paths.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Embedded().OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>Its path in the repository.</summary>
    public string Path => path;

    /// <summary>All of it.</summary>
    public string Text => text;

    /// <summary>Its name, up to the first full stop.</summary>
    public string Name { get; } = NameOf(path);

    /// <summary>How many lines it has.</summary>
    public int Lines { get; } = text.Count(c => c == '\n');

    /// <summary>What it says: the first sentence of the docstring of its main type, or of its opening comment where it has no types; null where there is none.</summary>
    public string? Says => says.Value;

    /// <summary>The types declared in it, with their namespace, without those within types.</summary>
    public IReadOnlyList<string> Types
    {
        get
        {
            var prefix = Namespace().Match(text).Groups["name"].Value;
            return [.. Declaration().Matches(text).Select(match => $"{prefix}.{match.Groups["name"].Value}")];
        }
    }

    /// <summary>Does its code use this word?</summary>
    public bool Mentions(string word) => Regex.IsMatch(code.Value, $@"\b{Regex.Escape(word)}\b", RegexOptions.None, TimeSpan.FromMilliseconds(Patience));

    /// <summary>The declaration of a type that is not within another: it begins a line.</summary>
    [GeneratedRegex(
        $@"{Modifiers}(?:(?:class|struct|interface|enum|record class|record struct|record) (?<name>\w+)|delegate [^(\n]*?(?<name>\w+)(?:<[^>\n]*>)?\()",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    internal static partial Regex Declaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, Patience)]
    private static partial Regex Comment();

    private static string NameOf(string path) => path.Split('/')[^1].Split('.')[0];

    private static IEnumerable<SourceFile> Embedded()
    {
        var assembly = typeof(SourceFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            // On Windows the build separates folders its own way.
            var path = name.Replace('\\', '/');
            if (Projects.Contains(path.Split('/')[0]))
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                yield return new(path, reader.ReadToEnd().ReplaceLineEndings("\n"));
            }
        }
    }
}
