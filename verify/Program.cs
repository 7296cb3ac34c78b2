using System.CommandLine;
using Vmemmap.Model.Concrete;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Commands;
using Vmemmap.Verify.Store;

namespace Vmemmap.Verify;

/// <summary>The command line: one thin program over the model, the properties and the proofs.</summary>
public static class Program
{
    /// <summary>Runs the program on the console.</summary>
    public static int Main(string[] args)
    {
        using CancellationTokenSource interrupted = new();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        Terminal terminal = new(Console.Out, Console.Error, isInteractive: !Console.IsOutputRedirected, showsProgress: !Console.IsErrorRedirected);
        return Run(args, terminal, StorePlace.Default, interrupted.Token);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the store where the command line names none; null for no store.</param>
    /// <param name="cancellation">interrupts it.</param>
    /// <returns>the exit code: 0 as expected, 1 not as expected, 2 bad input, 130 interrupted.</returns>
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
        catch (Exception e) when (e is UserErrorException or ScopeException or SolverUnavailableException or IOException or UnauthorizedAccessException)
        {
            terminal.Complain(e.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            terminal.Complain("Interrupted.");
            return ExitCode.Interrupted;
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
