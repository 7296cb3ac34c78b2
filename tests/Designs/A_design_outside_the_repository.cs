using System.IO.Compression;
using System.Xml.Linq;

namespace Vmemmap.Tests.Designs;

/// <summary>Whoever has a design of his own puts it into a project of his own, beside packages: all that docs/your-own-design.md says happens as it says.</summary>
public sealed class A_design_outside_the_repository(PackedRepository repository) : IClassFixture<PackedRepository>
{
    private const string DesignFile = "TheDesign.cs";
    private const string PartFile = "NextPageLookup.cs";

    [Theory]
    [InlineData("Vmemmap.Model", "Vmemmap.Model.dll")]
    [InlineData("Vmemmap.Properties", "Vmemmap.Properties.dll")]
    [InlineData("Vmemmap.Proofs", "Vmemmap.Proofs.dll")]
    [InlineData("Vmemmap.Kernel", "Vmemmap.Kernel.dll")]
    [InlineData("Vmemmap.Verify", "verify.dll")]
    public void Each_package_says_what_it_is_and_brings_its_documentation(string id, string library)
    {
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(repository.Packages, $"{id}.*.nupkg")));
        using var stream = package.GetEntry($"{id}.nuspec")!.Open();
        var said = XDocument.Load(stream).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value);
        IReadOnlyList<string> files = [.. package.Entries.Select(entry => entry.FullName)];

        Assert.Equal(("MIT", "your-own-design.md"), (said["license"].Single(), said["readme"].Single()));
        Assert.NotEqual("Package Description", said["description"].Single());
        Assert.Contains($"lib/net10.0/{library}", files);
        Assert.Contains($"lib/net10.0/{Path.ChangeExtension(library, "xml")}", files);
        Assert.Contains("your-own-design.md", files);
        Assert.Single(Directory.GetFiles(repository.Packages, $"{id}.*.snupkg"));
    }

    [Fact]
    public void The_template_uses_the_packages_that_the_repository_makes_and_those_that_it_was_tested_with()
    {
        var pinned = XDocument.Parse(RepositoryFile.Text("Directory.Packages.props")).Descendants("PackageVersion").Select(NameAndVersion);
        var made = Directory.GetFiles(repository.Packages, "*.nupkg").Select(Path.GetFileNameWithoutExtension);
        var used = XDocument.Load(Path.Combine(PackedRepository.Root, "templates", "own-design", "OwnDesign.csproj")).Descendants("PackageReference").Select(NameAndVersion).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, one => Assert.Contains(one, pinned.Concat(made)));

        static string NameAndVersion(XElement package) => $"{package.Attribute("Include")!.Value}.{package.Attribute("Version")!.Value}";
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task The_template_has_the_verdicts_that_it_expects()
    {
        var run = await repository.Tested("template", _ => { });

        Assert.True(run.ExitCode == 0, run.Output);
        MustSay(run.Output, Guide.Proved);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_refutation_that_nobody_expects_fails_with_its_story_and_passes_once_the_design_says_it()
    {
        var run = await repository.Tested("refuted", project => Change(project, DesignFile, Guide.Replacement, Guide.TwoReplacements));

        MustFailOnce(run.ExitCode, run.Output);
        MustSay(run.Output, Guide.Refuted);

        var known = await repository.Tested("known", project =>
        {
            Change(project, DesignFile, Guide.Replacement, Guide.TwoReplacements);
            Change(project, DesignFile, "Refuted = new(\"own-design\", [", $"Refuted = new(\"own-design\", [{Guide.Expectation}, ");
        });

        Assert.True(known.ExitCode == 0, known.Output);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_part_of_ones_own_is_told_what_its_proof_wants_and_is_proved_with_it()
    {
        var without = await repository.Tested("without", project => Put(project, Guide.OwnPart));

        MustFailOnce(without.ExitCode, without.Output);
        MustSay(without.Output, Guide.Undecided);

        var with = await repository.Tested("with", project => Put(project, $"using static Vmemmap.Model.Logic.Index;\n{Guide.OwnPart[..Guide.OwnPart.LastIndexOf('}')]}\n{Guide.Lemma}\n}}\n"));

        Assert.True(with.ExitCode == 0, with.Output);
        MustSay(with.Output, Guide.ProvedWithLemma);
    }

    private static void Put(string project, string part)
    {
        File.WriteAllText(Path.Combine(project, PartFile), part);
        Change(project, DesignFile, "new FakeHeadLookup(TestsPgHead: false)", "new NextPageLookup()");
    }

    private static void Change(string project, string file, string from, string to)
    {
        var path = Path.Combine(project, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static void MustFailOnce(int exitCode, string output)
    {
        Assert.True(exitCode != 0, output);
        Assert.Contains("Failed: 1", Lines(output).Split('\n'));
    }

    private static void MustSay(string output, string text) => Assert.Contains(Lines(text), Lines(output), StringComparison.Ordinal);

    // The runner of the tests indents what they say, each line another way.
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
