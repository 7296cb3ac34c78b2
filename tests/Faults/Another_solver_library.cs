using Vmemmap.Bench.Checkers;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Faults;

/// <summary>A library that is not there, is not Z3 or is too old is named, with what is needed, and proves nothing.</summary>
public sealed class Another_solver_library
{
    private const string Needed = "Z3 4.8.12 or newer is needed";

    [LinuxFact]
    public async Task A_library_that_is_named_but_not_there_is_an_error()
    {
        var run = await ProgramRun.Of("--fresh --design corrected-5.18", ("LIBZ3_PATH", "/nonexistent/libz3.so"));

        run.MustHaveFailed(3, $"LIBZ3_PATH: '/nonexistent/libz3.so' cannot be loaded; {Needed}.");
    }

    [LinuxTheory]
    [InlineData("--design corrected-5.18")]
    [InlineData("arithmetic")]
    [InlineData("export --smt {0} --design corrected-5.18")]
    public async Task A_library_that_is_something_else_is_an_error_for_every_command(string arguments)
    {
        using TemporaryDirectory directory = new();
        var other = SolverLibrary.LoadedFile("/libm.so");

        var run = await ProgramRun.Of(string.Format(null, arguments, directory.Path), ("LIBZ3_PATH", other));

        run.MustHaveFailed(3, $"LIBZ3_PATH: '{other}' is not Z3; {Needed}.");
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [LinuxFact]
    public async Task A_library_of_another_version_is_an_error_that_tells_the_version()
    {
        using TemporaryDirectory directory = new();
        var old = SolverLibrary.WithVersion(directory.File("libz3.so"), $"3{Z3Solver.Version[1..]}");

        var run = await ProgramRun.Of("--fresh --design corrected-5.18", ("LIBZ3_PATH", old));

        run.MustHaveFailed(3, $"LIBZ3_PATH: '{old}' is Z3 3{Z3Solver.Version[1..]}; {Needed}.");
    }

    // The library that the build puts beside the program comes first, where the system has none.
    [LinuxFact]
    public async Task A_library_that_the_loader_finds_first_is_named_with_its_place_or_passed_over()
    {
        using TemporaryDirectory directory = new();
        string[] fakes = [directory.File("libz3.so.4"), directory.File("libz3.so")];
        foreach (var fake in fakes)
        {
            File.Copy(SolverLibrary.LoadedFile("/libm.so"), fake);
        }

        var run = await ProgramRun.Of("arithmetic", ("LD_LIBRARY_PATH", directory.Path));

        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "libz3.so.4")))
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return;
        }
        run.MustHaveFailed(3, $"('{fakes[0]}' is not Z3; '{fakes[1]}' is not Z3): {Needed}");
    }
}
