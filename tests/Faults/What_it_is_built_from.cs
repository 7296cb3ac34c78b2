using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>The packages are those that were tested: pinned, locked, and named as what they are.</summary>
[Trait("Category", "Fast")]
public sealed partial class What_it_is_built_from
{
    [Fact]
    public async Task A_lock_file_that_is_gone_is_an_error_and_is_not_made_anew()
    {
        using TemporaryDirectory directory = new();
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            directory.Write(file, RepositoryFile.Text(file));
        }
        var project = directory.Write("Unlocked.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

        var run = await Restore(project);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("packages.lock.json' is missing", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.File("packages.lock.json")));
    }

    [Fact]
    public void The_readme_names_every_package_with_its_version_and_its_project_and_no_host()
    {
        var table = RepositoryFile.Text("README.md").Split("## Dependencies")[1].Split("\n## ")[0];
        var pinned = XDocument.Parse(RepositoryFile.Text("Directory.Packages.props")).Descendants()
            .Where(element => element.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(element => $"{element.Attribute("Include")!.Value} {element.Attribute("Version")!.Value}");

        Assert.All(pinned, package => Assert.Contains(package, table, StringComparison.Ordinal));
        Assert.Empty(Host().Matches(table).Select(match => match.Value));
    }

    private static async Task<ProgramRun> Restore(string project)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["restore", project, "-nodeReuse:false"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return await ProgramRun.Ended(Process.Start(start)!);
    }

    [GeneratedRegex(@"https?://|\b[\w-]+\.(com|org|net|io|dev)\b(?!\.)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();
}
