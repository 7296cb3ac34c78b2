using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vmemmap.Bench.Checkers;
using Vmemmap.Proofs.Store;
using Vmemmap.Tests.Store;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Store;

namespace Vmemmap.Tests.Faults;

/// <summary>Checkpoints and stores are written in time, whole, and for their user alone.</summary>
public sealed class What_is_kept_for_later
{
    // Some seconds of walking.
    private const string LongWalk = "explore --design corrected-5.18 --folios 3 --pages 2 --pins 0 --errors 0 --without read-compound-head";
    private const int Terminate = 15;
    private const int Kill = 9;

    [LinuxFact]
    public async Task SIGTERM_leaves_a_checkpoint_and_gives_143()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("results/walk");

        var run = await Signalled(Terminate, $"{LongWalk} --checkpoint {file}", () => Directory.Exists(directory.File("results")));

        Assert.Equal((143, "Interrupted.\n"), (run.ExitCode, run.Error));
        Assert.Contains("not complete, interrupted: every state of up to ", run.Output, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(directory.File("results")));
        await MustGoOn(file);
    }

    [LinuxFact]
    public async Task A_walk_that_is_killed_has_written_a_checkpoint_before()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("walk");

        var run = await Signalled(Kill, $"{LongWalk} --checkpoint {file} --every 1", () => File.Exists(file));

        Assert.Equal((137, ""), (run.ExitCode, run.Output));
        await MustGoOn(file);
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [InlineData("000")]
    [InlineData("777")]
    public async Task A_checkpoint_is_for_its_user_alone_whatever_the_umask(string umask)
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("walk");

        var run = await ProgramRun.InShell($"umask {umask}; exec \"$@\" explore --design rfc-2020 --states 50 --checkpoint {file}");

        Assert.Equal((4, ""), (run.ExitCode, run.Error));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [LinuxFact]
    [SupportedOSPlatform("linux")]
    public void A_store_is_for_its_user_alone()
    {
        using TemporaryDirectory directory = new();
        var store = StoreFile.Open(directory.File("store"), new Terminal(TextWriter.Null, TextWriter.Null, isInteractive: false));
        _ = StoredAnswers.Ask(new StoredSolver(new CountingSolver(), store.Answers));

        store.Save();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.File("store")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File($"store/{StoreFile.FileName}")));
    }

    // Goes on at least until its first look at the limits, which lets it walk no further than it was.
    private static async Task MustGoOn(string file)
    {
        var resumed = await ProgramRun.Of($"{LongWalk} --states 1 --resume {file}");

        Assert.Equal((4, ""), (resumed.ExitCode, resumed.Error));
        Assert.Contains("No invariant is violated in what was reached (depth ", resumed.Output, StringComparison.Ordinal);
    }

    // A thread of its own looks for the moment: those of the pool may all be busy with tests.
    private static async Task<ProgramRun> Signalled(int signal, string arguments, Func<bool> isTime)
    {
        var process = ProgramRun.Started(arguments);
        Thread signals = new(() =>
        {
            while (!isTime() && !process.WaitForExit(milliseconds: 2))
            {
            }
            _ = Send(process.Id, signal);
        });
        signals.Start();
        signals.Join();
        return await ProgramRun.Ended(process);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int process, int signal);
}
