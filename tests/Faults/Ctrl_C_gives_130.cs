using System.Runtime.InteropServices;
using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Faults;

/// <summary>Interrupted at any moment, a run gives 130, one word, whole files only, and a run that can be done again.</summary>
public sealed class Ctrl_C_gives_130
{
    private const int Interrupt = 2;

    // The directory is made right before the work whose results go there.
    [LinuxTheory]
    [InlineData("--fresh --design linux-5.18 --save {0}")]
    [InlineData("export --design linux-5.18 --smt {0}")]
    public async Task While_exploring_and_while_proving(string arguments)
    {
        using TemporaryDirectory directory = new();
        var results = directory.File("results");

        var run = await InterruptedOnce(directory.Path, "results", string.Format(null, arguments, results));

        run.MustHaveFailed(130, "Interrupted.");
        Assert.Empty(Directory.GetFileSystemEntries(results));
    }

    // Of two designs, so that it cannot be done before it is interrupted.
    [LinuxFact]
    public async Task While_writing()
    {
        using TemporaryDirectory directory = new();
        var arguments = $"export --design linux-5.14 --smt {directory.Path}";

        var run = await InterruptedOnce(directory.Path, "*.smt2", arguments);

        Assert.Equal((130, "Interrupted.\n"), (run.ExitCode, run.Error));
        Assert.All(Directory.GetFileSystemEntries(directory.Path), file => Assert.EndsWith("(check-sat)\n", File.ReadAllText(file), StringComparison.Ordinal));
        var again = await ProgramRun.Of(arguments);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
    }

    [LinuxFact]
    public async Task While_exploring_with_a_checkpoint()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("results/walk");
        const string Explore = "explore --design linux-5.18 --pages 3 --pins 0 --without read-compound-head";

        var run = await InterruptedOnce(directory.Path, "results", $"{Explore} --checkpoint {file}");
        var resumed = await ProgramRun.Of($"{Explore} --resume {file}");

        Assert.Equal((130, "Interrupted.\n"), (run.ExitCode, run.Error));
        Assert.Contains("not complete, interrupted: every state of up to ", run.Output, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(directory.File("results")));
        Assert.Equal(await ProgramRun.Of(Explore), resumed);
        Assert.Contains(", complete: ", resumed.Output, StringComparison.Ordinal);
    }

    // The first solver that is asked presses Ctrl-C: alone; with itself, as a terminal does to both.
    [LinuxTheory]
    [InlineData("mkdir \"$0.asked\" && kill -INT $PPID; exec sleep 60")]
    [InlineData("mkdir \"$0.asked\" && kill -INT $PPID; kill -INT $$")]
    public async Task While_another_solver_is_asked(string solver)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.Of($"recheck --design rfc-2020 --solver {Script.In(directory, solver)}", ("TMPDIR", directory.Path));

        run.MustHaveFailed(130, "Interrupted.");
        Assert.Empty(Directory.GetDirectories(directory.Path, "recheck*"));
    }

    // The second does not wait for the orderly end that the first began.
    [LinuxFact]
    public async Task When_it_is_pressed_twice()
    {
        using TemporaryDirectory directory = new();
        var solver = Script.In(directory, "kill -INT $PPID; kill -INT $PPID; exec sleep 60");

        var run = await ProgramRun.Of($"recheck --design rfc-2020 --solver {solver}", ("TMPDIR", directory.Path));

        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.Contains(run.Error, new[] { "", "Interrupted.\n" });
    }

    [Theory]
    [InlineData("arithmetic")]
    [InlineData("export --smt {0}")]
    [InlineData("--fresh --save {0}")]
    public void Before_the_work_begins(string arguments)
    {
        using TemporaryDirectory directory = new();
        using CancellationTokenSource interrupted = new();
        interrupted.Cancel();

        var run = Invocation.Of(interrupted.Token, string.Format(null, arguments, directory.Path).Split(' '));

        Assert.Equal((130, "", "Interrupted.\n"), (run.ExitCode, run.Output, run.Error));
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    // Sends SIGINT when the file or directory that the run makes is there. A thread of its own looks for it: those of the pool may all be busy with tests.
    private static async Task<ProgramRun> InterruptedOnce(string directory, string appears, string arguments)
    {
        var process = ProgramRun.Started(arguments);
        Thread interrupts = new(() =>
        {
            while (!Directory.EnumerateFileSystemEntries(directory, appears).Any() && !process.WaitForExit(milliseconds: 2))
            {
            }
            _ = Send(process.Id, Interrupt);
        });
        interrupts.Start();
        interrupts.Join();
        return await ProgramRun.Ended(process);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
