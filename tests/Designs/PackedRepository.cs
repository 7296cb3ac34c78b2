using System.Diagnostics;
using System.Reflection;
using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Designs;

/// <summary>The packages of the repository and its template, in a directory with a home and a NuGet cache of its own. Nothing is fetched: what else is needed was restored for the tests.</summary>
public sealed class PackedRepository : IAsyncLifetime, IDisposable
{
    private static readonly Assembly Tests = typeof(PackedRepository).Assembly;
    private readonly TemporaryDirectory directory = new();

    /// <summary>Where the repository is.</summary>
    public static string Root { get; } = Tests.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;

    /// <summary>Where the packages are.</summary>
    public string Packages => directory.File("packages");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var had = (await Dotnet(Root, "nuget", "locals", "global-packages", "--list")).Output.Split(':', 2)[1].Trim();
        directory.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /></packageSources>
              <fallbackPackageFolders><clear /><add key="had" value="{had}" /></fallbackPackageFolders>
            </configuration>
            """);

        // What is tested is packed, not built again.
        var configuration = Tests.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await Succeed(Root, "pack", "Verification.sln", "--no-build", "-c", configuration, "-o", Packages, "-nodeReuse:false");
        await Succeed(directory.Path, "new", "install", Path.Combine(Root, "templates", "own-design"));
    }

    /// <summary>A project made from the template, with some changes of its files.</summary>
    /// <param name="name">name of its directory.</param>
    /// <param name="change">changes files in the directory.</param>
    /// <returns>what <c>dotnet test</c> says there.</returns>
    internal async Task<ProgramRun> Tested(string name, Action<string> change)
    {
        var project = Path.Combine(directory.File(name), "MyDesign");
        await Succeed(directory.Path, "new", "vmemmap-design", "-o", project, "--packages", Packages);
        change(project);
        return await Dotnet(project, "test", "--logger", "console;verbosity=detailed", "-nodeReuse:false");
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => directory.Dispose();

    private async Task Succeed(string where, params string[] arguments)
    {
        var run = await Dotnet(where, arguments);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {run.Output}{run.Error}");
    }

    private async Task<ProgramRun> Dotnet(string where, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = where,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (where != Root)
        {
            start.Environment["DOTNET_CLI_HOME"] = directory.File("home");
            start.Environment["NUGET_PACKAGES"] = directory.File("cache");
        }
        var fetched = Path.Combine(AppContext.BaseDirectory, "libz3.so.4");
        if (File.Exists(fetched))
        {
            start.Environment["LIBZ3_PATH"] = fetched;
        }
        return await ProgramRun.Ended(Process.Start(start)!);
    }
}
