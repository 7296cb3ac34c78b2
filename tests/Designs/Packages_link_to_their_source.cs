using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;
using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Designs;

/// <summary>A debugger finds the source of what was packed in a clone of a repository that is at a place which the SDK knows. Shown of a small library under the repository's own properties.</summary>
public sealed class Packages_link_to_their_source
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    // Of portable PDBs: "Source Link" among the kinds of custom debug information.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public async Task With_the_address_and_the_commit_that_they_were_made_of()
    {
        using TemporaryDirectory directory = new();
        foreach (var folder in (string[])["docs", ".git/objects", ".git/refs"])
        {
            Directory.CreateDirectory(directory.File(folder));
        }
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "docs/your-own-design.md"])
        {
            directory.Write(file, File.ReadAllText(Path.Combine(PackedRepository.Root, file)));
        }
        directory.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        directory.Write("Small.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><IsPackable>true</IsPackable><Description>Small.</Description></PropertyGroup></Project>");
        directory.Write("One.cs", "namespace Small;\n/// <summary>One.</summary>\npublic static class One\n{\n    /// <summary>It.</summary>\n    public static int Value() => 1;\n}\n");
        directory.Write(".git/HEAD", $"{Commit}\n");
        directory.Write(".git/config", "[core]\n\trepositoryformatversion = 0\n[remote \"origin\"]\n\turl = https://github.com/example-owner/a-suite.git\n");

        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["pack", "-o", "packages", "-p:RestoreLockedMode=false", "-nodeReuse:false"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory.Path,
        };
        var run = await ProgramRun.Ended(Process.Start(start)!);
        Assert.True(run.ExitCode == 0, $"{run.Output}{run.Error}");

        using var package = ZipFile.OpenRead(directory.File("packages/Small.1.0.0.nupkg"));
        using var nuspec = package.GetEntry("Small.nuspec")!.Open();
        var said = XDocument.Load(nuspec).Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.Equal(("https://github.com/example-owner/a-suite.git", Commit), (said.Attribute("url")?.Value, said.Attribute("commit")?.Value));
        Assert.Contains($"\"https://raw.githubusercontent.com/example-owner/a-suite/{Commit}/*\"", LinkIn(directory.File("packages/Small.1.0.0.snupkg")), StringComparison.Ordinal);
    }

    private static string LinkIn(string symbols)
    {
        using var package = ZipFile.OpenRead(symbols);
        using var stream = package.GetEntry("lib/net10.0/Small.pdb")!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        var reader = provider.GetMetadataReader();
        return Encoding.UTF8.GetString(reader.GetBlobBytes(reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(one => reader.GetGuid(one.Kind) == SourceLink).Value));
    }
}
