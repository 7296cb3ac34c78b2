using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>A run that has too little memory says so and gives no verdict at all.</summary>
public sealed class Memory_runs_out
{
    // At the first question; in a check, where Z3 gives an error; in its parser, where it ends the process without a word; where its exception may not leave a function, and C++ ends the process.
    [LinuxTheory]
    [InlineData("10")]
    [InlineData("18")]
    [InlineData("20")]
    [InlineData("23")]
    [InlineData("26")]
    public async Task Wherever_the_solver_runs_out_of_memory_no_verdict_is_given(string megabytes)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.Of($"--fresh --design rfc-2020 --threads 1 --save {directory.Path}", StartupHook.With(StartupHook.SolverMegabytes, megabytes));

        run.MustHaveFailed(3, "memory");
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [LinuxFact]
    public async Task An_exploration_with_little_memory_stops_in_time_and_says_how_far_it_got()
    {
        var run = await ProgramRun.Of("explore --design linux-5.18", ("DOTNET_GCHeapHardLimit", "0x4000000"));

        Assert.Equal((4, ""), (run.ExitCode, run.Error));
        Assert.Contains("not complete, stopped at the memory allowed", run.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task An_exploration_that_is_allowed_more_than_there_is_fails_with_one_sentence()
    {
        var run = await ProgramRun.Of("explore --design linux-5.18 --memory 1000", ("DOTNET_GCHeapHardLimit", "0x2000000"));

        run.MustHaveFailed(3, "Out of memory");
    }
}
