namespace Vmemmap.Tests.Faults;

/// <summary>A run that has too little memory says so and gives no verdict at all.</summary>
public sealed class Memory_runs_out
{
    [Fact]
    public async Task A_solver_that_gets_no_memory_is_a_failed_run_and_no_verdict()
    {
        var run = await ProgramRun.Of("--fresh --design corrected", StartupHook.With(StartupHook.SolverMegabytes, "10"));

        run.MustHaveFailed(3, "failed and gave no answer: out of memory.");
    }

    // Where it runs out decides how Z3 fails: with an error, or, in its parser, by ending the process with 101 and without a word.
    [Theory]
    [InlineData("18 --threads 1")]
    [InlineData("24 --threads 1")]
    [InlineData("40 --threads 2")]
    public async Task Wherever_a_solver_runs_out_of_memory_no_verdict_is_given(string megabytesAndThreads)
    {
        var parts = megabytesAndThreads.Split(' ', 2);

        var run = await ProgramRun.Of($"--fresh --design linux-5.14 {parts[1]}", StartupHook.With(StartupHook.SolverMegabytes, parts[0]));

        Assert.Contains(run.ExitCode, new[] { 3, 101 });
        Assert.Equal(run.ExitCode == 3 ? 1 : 0, run.Error.Count(c => c == '\n'));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_exploration_that_outgrows_the_heap_says_so()
    {
        var run = await ProgramRun.Of("explore --design linux-5.18", ("DOTNET_GCHeapHardLimit", "0x2000000"));

        run.MustHaveFailed(3, "Out of memory");
    }
}
