using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary>Each finding says what a maintainer asks first, and the list of all says where each is open.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed partial class The_page_of_findings
{
    private static readonly string[] Headings = ["What", "Where", "Releases", "Status", "Severity, as a maintainer might put it", "What is certain and what is read"];

    public static TheoryData<string> Names => [.. Finding.All.Select(finding => finding.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_of_files_that_say_what_where_in_which_releases_how_severe_and_how_certain(string name) =>
        Assert.Equal(Headings, Headings.Where(Of(name).Paragraphs.ContainsKey));

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_where_each_is_open_or_what_ended_it_and_how_it_is_known(string name) =>
        Assert.True(Status().IsMatch(Of(name).Status), $"{name}: \"{Of(name).Status}\" is not of the form \"Open in 7.2.13 and 7.3.4 (...); executed.\"");

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_no_release_that_the_finding_itself_does_not(string name)
    {
        var finding = Of(name);
        var rest = string.Join(' ', finding.Paragraphs.Where(paragraph => paragraph.Key != "Status").Select(paragraph => paragraph.Value)) + finding.Title;

        Assert.All(Release().Matches(finding.Status), release => Assert.Contains(release.Value, rest, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_design_for_each(string name) => Assert.NotEmpty(Of(name).Designs);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_told_by_name(string name)
    {
        var text = Invocation.At(10_000, CancellationToken.None, "explain", name).Output;

        Assert.StartsWith($"{name}: a finding; {Of(name).Title}\n", text, StringComparison.Ordinal);
        Assert.All([Of(name).What, Of(name).Releases, Of(name).Status, Of(name).Severity, Of(name).Certain], said => Assert.Contains(said, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Begins_with_what_is_open_in_the_newest_release()
    {
        List<string> states = [.. Finding.All.Select(finding => finding.Status.Split(' ')[0])];

        Assert.Equal(states.OrderBy(state => state != "Open"), states);
        Assert.Contains("7.3.4", Finding.All[0].Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_design_is_what_is_open_in_its_release_or_names_it() => Assert.Equal(
        ["demoted-hugepages-pass-for-optimised", "dissolved-hugepages-lost-since-6.12.115", "rollback-gives-away-the-heads-page"],
        Finding.Of([Catalogue.Find("linux-6.12.118")!]).Where(finding => finding.Status.StartsWith("Open in 6.12.118 ", StringComparison.Ordinal)).Select(finding => finding.Name));

    [Theory]
    [InlineData("Open; executed.")]
    [InlineData("Open in 7.3.4.")]
    [InlineData("Open in 7.3.4; believed.")]
    [InlineData("Perhaps open in 7.3.4; read.")]
    public void Would_not_pass_with_another_word(string status) => Assert.DoesNotMatch(Status(), status);

    [Fact]
    public void Reads_a_file_paragraph_by_paragraph()
    {
        var finding = Finding.Read("x", "# A title\n\n**What.** It `fails`,\nas [here](y.md).\n\nAlways.\n\n**Where.** In `f()`. **Bold.**\n");

        Assert.Equal("A title", finding.Title);
        Assert.Equal(new Dictionary<string, string> { ["What"] = "It `fails`, as here. Always.", ["Where"] = "In `f()`. Bold." }, finding.Paragraphs);
    }

    private static Finding Of(string name) => Finding.All.Single(finding => finding.Name == name);

    [GeneratedRegex(@"\A(Open in [0-9.]+((, [0-9.]+)* and [0-9.]+)?|Gone by [0-9.]+|(Gone since|Mended in) v[0-9.]+) ?(\([^()]+\))?; (seen on running kernels|executed|shown by the model|read)\.\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Release();
}
