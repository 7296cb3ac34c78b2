using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Show;

/// <summary>What was found of released kernels, as its file in docs/findings tells it: the file is the one place that says it.</summary>
/// <param name="Name">of the file.</param>
/// <param name="Title">its first line.</param>
/// <param name="Paragraphs">each with the words that it begins with; what has none belongs to the one above.</param>
internal sealed partial record Finding(string Name, string Title, IReadOnlyDictionary<string, string> Paragraphs)
{
    private const string Prefix = "finding/";

    // Milliseconds for a text of some pages.
    private const int Patience = 10_000;

    /// <summary>All of them: those that are open first, in the newest release first.</summary>
    public static IReadOnlyList<Finding> All { get; } =
    [
        .. typeof(Finding).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Read)
            .OrderByDescending(finding => finding.IsOpen).ThenByDescending(finding => finding.Newest).ThenBy(finding => finding.Name, StringComparer.Ordinal),
    ];

    /// <summary>What is wrong.</summary>
    public string What => Paragraphs["What"];

    /// <summary>The releases that it concerns, and which of them were read or run.</summary>
    public string Releases => Paragraphs["Releases"];

    /// <summary>Where it is open, or what ended it; and how it is known: seen on running kernels, executed, shown by the model or read.</summary>
    public string Status => Paragraphs["Status"];

    /// <summary>As a maintainer might put it.</summary>
    public string Severity => Paragraphs["Severity, as a maintainer might put it"];

    /// <summary>What is certain and what is read.</summary>
    public string Certain => Paragraphs["What is certain and what is read"];

    /// <summary>The designs that it concerns: those that it names and that violate an invariant that it names, if it names any, and those of the releases that it is open in.</summary>
    public IReadOnlyList<string> Designs => field ??= [.. Catalogue.All.Where(design => IsShownBy(design) || OpenIn.Any(release => StandsFor(design, release))).Select(design => design.Name)];

    /// <summary>The invariants that it names.</summary>
    public IReadOnlyList<string> Invariants => field ??= [.. KnownInvariants.All.Select(invariant => invariant.Name).Where(Words.Contains)];

    private IEnumerable<string> OpenIn => IsOpen ? StatusReleases : [];

    private bool IsOpen => Status.StartsWith("Open", StringComparison.Ordinal);

    private Version Newest => StatusReleases.Select(Version.Parse).Max()!;

    // "Open in 6.12.113 and 6.12.118 (gone by 7.2.13); executed."
    private IEnumerable<string> StatusReleases => Release().Matches(Status.Split('(', ';')[0]).Select(match => match.Value);

    private HashSet<string> Words => field ??= Paragraphs.Values.SelectMany(text => Word().Matches(text)).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that concern some designs: all where all are meant.</summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Design> designs) =>
        designs.Count == Catalogue.All.Count ? All : [.. All.Where(finding => finding.Designs.Intersect(designs.Select(design => design.Name)).Any())];

    private static Finding Read(string resource)
    {
        using StreamReader reader = new(typeof(Finding).Assembly.GetManifestResourceStream(resource)!);
        return Read(resource[Prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="name">its name.</param>
    /// <param name="text">what stands in it.</param>
    internal static Finding Read(string name, string text)
    {
        Dictionary<string, string> paragraphs = [];
        var heading = "";
        foreach (var paragraph in text.Split("\n\n").Skip(1))
        {
            var plain = Link().Replace(paragraph.Trim().Replace('\n', ' '), "${says}");
            var begins = Heading().Match(plain);
            (heading, plain) = begins.Success ? (begins.Groups["words"].Value.TrimEnd('.'), plain[begins.Length..]) : (heading, plain);
            plain = plain.Replace("**", "", StringComparison.Ordinal);
            paragraphs[heading] = paragraphs.TryGetValue(heading, out var above) ? $"{above} {plain}" : plain;
        }
        return new(name, text.Split('\n')[0].TrimStart('#', ' '), paragraphs);
    }

    private bool IsShownBy(Design design) => Words.Contains(design.Name) && (Invariants.Count == 0 || design.Refuted.Any(refuted => Words.Contains(refuted.Invariant)));

    // The design of a release, not one that has some functions of it.
    private static bool StandsFor(Design design, string release) =>
        design.Source.Split(' ', ',')[0] == release && release.StartsWith(design.Name.Replace("linux-", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [GeneratedRegex(@"[A-Za-z0-9]+([.+-]?[A-Za-z0-9]+)*", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\*\*(?<words>[^*]+)\*\*\s*", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<says>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Link();

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Release();
}
