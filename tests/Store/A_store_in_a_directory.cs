using Vmemmap.Bench.Checkers;
using Vmemmap.Proofs.Store;
using Vmemmap.Tests.CommandLine;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Store;

namespace Vmemmap.Tests.Store;

/// <summary>The file is read once and replaced as a whole; where that cannot be done, one line says so and every question is asked.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class A_store_in_a_directory : IDisposable
{
    private static readonly int All = CountingSolver.Truth.Count;

    private readonly TemporaryDirectory temporary = new();
    private readonly StringWriter complaints = new() { NewLine = "\n" };

    private string Place => temporary.File("store");

    public void Dispose()
    {
        complaints.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public void The_second_run_asks_nothing()
    {
        Assert.Equal(All, Run(Place));
        Assert.Equal(0, Run(Place));

        Assert.Empty($"{complaints}");
        Assert.Equal([StoreFile.FileName], Directory.GetFiles(Place).Select(Path.GetFileName));
    }

    [Fact]
    public void Without_a_directory_everything_is_asked_and_nothing_is_said()
    {
        Assert.Equal(All, Run(null));
        Assert.Equal(All, Run(null));
        Assert.Empty($"{complaints}");
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_one_line_and_no_failure()
    {
        var place = Path.Combine(temporary.Write("file", ""), "store");

        Assert.Equal(All, Run(place));

        AssertOneLineAbout(place);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_one_line_and_no_failure()
    {
        Directory.CreateDirectory(Path.Combine(Place, StoreFile.FileName));

        Assert.Equal(All, Run(Place));

        AssertOneLineAbout(Place);
    }

    [Fact]
    public void A_file_of_any_bytes_is_replaced_by_a_store()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllBytes(Path.Combine(Place, StoreFile.FileName), [0xFF, 0xFE, 0x00, 0xD8, 0x0A, 0x80]);

        Assert.Equal(All, Run(Place));
        Assert.Equal(0, Run(Place));
        Assert.Empty($"{complaints}");
    }

    [Fact]
    public void Runs_at_the_same_time_leave_a_whole_store()
    {
        Parallel.For(0, 32, _ => Assert.InRange(Run(Place), 0, All));

        Assert.Equal(0, Run(Place));
        Assert.Empty($"{complaints}");
        Assert.Equal([StoreFile.FileName], Directory.GetFiles(Place).Select(Path.GetFileName));
    }

    [Fact]
    public void The_place_by_default_is_in_the_cache_of_the_user()
    {
        var here = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        try
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", "relative");
            var home = StorePlace.Default;
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", temporary.Path);

            // Elsewhere than on Linux the variable means nothing.
            Assert.Equal(OperatingSystem.IsLinux() ? Path.Combine(temporary.Path, "vmemmap-verify") : home, StorePlace.Default);
            Assert.True(home is null || Path.IsPathFullyQualified(home), $"'{home}' depends on where the program is started.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", here);
        }
    }

    /// <summary>Asks everything, and tells how many questions the solver was asked.</summary>
    private int Run(string? directory)
    {
        CountingSolver solver = new();
        var file = StoreFile.Open(directory, new Terminal(TextWriter.Null, TextWriter.Synchronized(complaints), isInteractive: false));
        Assert.Equal(StoredAnswers.Ask(new CountingSolver()).Select(a => a.Result.Answer), StoredAnswers.Ask(new StoredSolver(solver, file.Answers)).Select(a => a.Result.Answer));
        file.Save();
        return solver.Asked;
    }

    private void AssertOneLineAbout(string place)
    {
        var line = Assert.Single($"{complaints}".Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"The store '{place}' cannot be ", line, StringComparison.Ordinal);
    }
}
