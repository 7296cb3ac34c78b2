using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Vmemmap.Verify.Commands;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Store;

namespace Vmemmap.Verify;

/// <summary>The command line: one thin program over the model, the properties and the proofs.</summary>
public static class Program
{
    // A write beyond the process's limit on file sizes raises it, on Linux and macOS, and ends a process that does not care for it.
    private const PosixSignal FileSizeLimit = (PosixSignal)25;

    // Never disposed: Ctrl-C may come until the process has ended.
    private static readonly CancellationTokenSource Interrupted = new();

    /// <summary>Runs the program on the console.</summary>
    public static int Main(string[] args)
    {
        // The environment can switch the one culture of the projects off.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Console.CancelKeyPress += (_, e) =>
        {
            // The first asks for an orderly end; the second does not wait for it.
            e.Cancel = !Interrupted.IsCancellationRequested;
            Interrupted.Cancel();
        };
        // Then the write fails, as on a full disk.
        using var limit = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeLimit, signal => signal.Cancel = true);
        Terminal terminal = new(StandardOutput.Open(), Console.Error, isInteractive: !Console.IsOutputRedirected, showsProgress: !Console.IsErrorRedirected);
        using var abrupt = NativeExit.Watch(() =>
        {
            terminal.Complain("The solver's library ended the process, for want of memory as a rule: nothing is said of any design.");
            return ExitCode.Fault;
        });
        return Run(args, terminal, StorePlace.Default, Interrupted.Token);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the store where the command line names none; null for no store.</param>
    /// <param name="cancellation">interrupts it.</param>
    /// <returns>the exit code: 0 as expected, 1 not as expected, 2 bad input, 3 the work could not be done, 130 interrupted.</returns>
    public static int Run(string[] args, Terminal terminal, string? store = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var parsed = Root(terminal, store).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            terminal.Complain($"{parsed.Errors[0].Message.TrimEnd('.')}; 'verify --help' shows what is allowed.");
            return ExitCode.BadInput;
        }
        try
        {
            InvocationConfiguration configuration = new() { Output = terminal.Out, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Whatever went wrong then: Ctrl-C reaches other solvers too, and they die of it.
            terminal.Complain("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            var (exitCode, sentence) = Failure.Of(e);
            terminal.Complain(sentence);
            return exitCode;
        }
    }

    private static RootCommand Root(Terminal terminal, string? store)
    {
        RootCommand root = new("Verifies the designs of HugeTLB Vmemmap Optimization: the table of verdicts and the shortest counterexamples.");
        VerifyCommand.AddTo(root, terminal, store);
        root.Subcommands.Add(ExploreCommand.Create(terminal));
        root.Subcommands.Add(RunCommand.Create(terminal));
        root.Subcommands.Add(ReplayCommand.Create(terminal));
        root.Subcommands.Add(WitnessesCommand.Create(terminal));
        root.Subcommands.Add(ExportCommand.Create(terminal));
        root.Subcommands.Add(RecheckCommand.Create(terminal));
        root.Subcommands.Add(ArithmeticCommand.Create(terminal));
        root.Subcommands.Add(SavingsCommand.Create(terminal));
        return root;
    }
}
