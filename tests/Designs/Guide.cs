using System.Text.RegularExpressions;

namespace Vmemmap.Tests.Designs;

/// <summary>What docs/your-own-design.md tells its readers to write, and what it says that they will read.</summary>
internal static partial class Guide
{
    private static readonly ILookup<bool, string> Blocks =
        Fenced().Matches(Text).ToLookup(block => block.Groups["language"].Value == "csharp", block => block.Groups["text"].Value);

    /// <summary>The part that the template replaces.</summary>
    public static string Replacement => Code[0];

    /// <summary>The same, and another part.</summary>
    public static string TwoReplacements => Code[1];

    /// <summary>The file of a part of one's own.</summary>
    public static string OwnPart => Code[2];

    /// <summary>The lemma that it needs.</summary>
    public static string Lemma => Code[3];

    /// <summary>What a design says of a refutation that it is to have.</summary>
    public static string Expectation => Expected().Match(Text).Value;

    /// <summary>The verdict on an invariant of the template.</summary>
    public static string Proved => Output[0];

    /// <summary>The verdict with the other part.</summary>
    public static string Refuted => Output[1];

    /// <summary>The verdict without the lemma.</summary>
    public static string Undecided => Output[2];

    /// <summary>The verdict with the lemma.</summary>
    public static string ProvedWithLemma => Output[3];

    private static string Text => RepositoryFile.Text("your-own-design.md");

    private static IReadOnlyList<string> Code => [.. Blocks[true]];

    private static IReadOnlyList<string> Output => [.. Blocks[false]];

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"new Expectation\([^`]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expected();
}
