using System.Reflection;
using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.CommandLine;

/// <summary>docs/adding.md names files, types and members that there are.</summary>
[Trait("Category", "Fast")]
public sealed partial class The_page_on_adding
{
    private static readonly string Page = RepositoryFile.Text("adding.md");

    private static readonly IReadOnlyList<Type> OfProgram = [.. typeof(Design).Assembly.GetTypes(), .. typeof(KnownInvariants).Assembly.GetTypes()];

    private static readonly IReadOnlyList<string> Paths = [.. File().Matches(Page).Select(file => file.Groups["path"].Value).Distinct()];

    private static readonly IReadOnlyList<string> Words = [.. Name().Matches(Page).Select(name => name.Groups["name"].Value).Distinct()];

    public static TheoryData<string> Files => [.. Paths];

    public static TheoryData<string> Names => [.. Words];

    [Theory]
    [MemberData(nameof(Files))]
    public void Names_a_file_that_there_is(string path) => Assert.True(
        path.StartsWith("tests/", StringComparison.Ordinal)
            // A file of tests has the name of its class.
            ? typeof(The_page_on_adding).Assembly.GetType($"Vmemmap.Tests.{path["tests/".Length..^".cs".Length].Replace('/', '.')}") is not null
            : SourceFile.All.Any(file => file.Path == path),
        $"docs/adding.md names {path}, and there is no such file.");

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_a_type_or_member_that_there_is(string name)
    {
        var parts = name.Split('.');
        var types = OfProgram.Where(type => type.Name.Split('`')[0] == parts[0]).ToList();

        Assert.True(types.Count > 0 || OfProgram.Any(type => type.GetProperty(name) is not null), $"docs/adding.md names {name}, and there is no such type or property.");
        Assert.True(
            parts.Length == 1 || types.Exists(type => type.GetMember(parts[1], BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Length > 0),
            $"docs/adding.md names {name}, and {parts[0]} has no such member.");
    }

    [Fact]
    public void Names_many() => Assert.True(Paths.Count > 15 && Words.Count > 10, "the page is not understood");

    [GeneratedRegex(@"`(?<path>(model|properties|proofs|kernel|verify|tests)/[\w./+-]+\.cs)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex File();

    [GeneratedRegex(@"`(?<name>[A-Z]\w*[a-z]\w*(\.[A-Z]\w*)?)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
