using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>A run that has too little memory says so and gives no verdict at all.</summary>
public sealed class Memory_runs_out
{
    // At the first question; in a check, where Z3 gives an error; where its exception may not leave a function, and C++ ends the process.
    [LinuxTheory]
    [InlineData("10")]
    [InlineData("18")]
    [InlineData("20")]
    [InlineData("23")]
    [InlineData("40")]
    public async Task Wherever_the_solver_runs_out_of_memory_no_verdict_is_given(string megabytes)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.Of($"--fresh --design rfc-2020 --threads 1 --save {directory.Path}", StartupHook.With(StartupHook.SolverMegabytes, megabytes));

        run.MustHaveFailed(3, "memory");
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    // The theorems about addresses are asked on several threads, and each may be the one that finds no memory.
    [LinuxFact]
    public async Task Whichever_thread_the_solver_ends_the_process_in_there_is_one_sentence_and_its_exit_code()
    {
        var run = await ProgramRun.Of("--fresh --design rfc-2020", StartupHook.With(StartupHook.ExitsAtOnce, "8"));

        run.MustHaveFailed(3, "memory");
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("The solver's library ended the process", StringComparison.Ordinal));
    }

    // Z3 gives up an assertion of its own, and says so before it ends the process.
    [LinuxFact]
    public async Task What_the_solver_says_itself_before_it_ends_the_process_stands_before_the_sentence()
    {
        var run = await ProgramRun.Of("--fresh --design rfc-2020 --threads 1", StartupHook.With(StartupHook.GivesUpAssertion));

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("smt_context.cpp", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("The solver's library ended the process, for want of memory", run.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
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
