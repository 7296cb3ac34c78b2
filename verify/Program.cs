using System.CommandLine;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Commands;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Store;

namespace Vmemmap.Verify;

/// <summary>The command line: one thin program over the model, the properties and the proofs.</summary>
public static class Program
{
    /// <summary>Runs the program on the console.</summary>
    public static int Main(string[] args) => Host.OnConsole((terminal, cancellation) => Run(args, terminal, StorePlace.Default, cancellation));

    /// <summary>Runs the program.</summary>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the store where the command line names none; null for no store.</param>
    /// <param name="cancellation">interrupts it.</param>
    /// <returns>the exit code: 0 as expected, 1 not as expected, 2 bad input, 3 the work could not be done, 130 interrupted.</returns>
    public static int Run(string[] args, Terminal terminal, string? store = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        return Run(args, terminal, store, limit => new Z3Solver(limit), cancellation);
    }

    /// <summary>...with another who answers proof obligations.</summary>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="store">directory of the store.</param>
    /// <param name="solverOf">the solver with a limit, in units of Z3's <c>rlimit</c>.</param>
    /// <param name="cancellation">interrupts it.</param>
    internal static int Run(string[] args, Terminal terminal, string? store, Func<uint, ISolver> solverOf, CancellationToken cancellation) =>
        Host.Run(Root(terminal, store, solverOf), "verify", args, terminal, cancellation);

    private static RootCommand Root(Terminal terminal, string? store, Func<uint, ISolver> solverOf)
    {
        RootCommand root = new("Verifies the designs of HugeTLB Vmemmap Optimization: the table of verdicts and the shortest counterexamples.");
        VerifyCommand.AddTo(root, terminal, store, solverOf);
        root.Subcommands.Add(MergeCommand.Create(terminal));
        root.Subcommands.Add(ReportCommand.Create(terminal, store, solverOf));
        root.Subcommands.Add(ListCommand.Create(terminal));
        root.Subcommands.Add(ShowCommand.Create(terminal));
        root.Subcommands.Add(ExplainCommand.Create(terminal));
        root.Subcommands.Add(DiffCommand.Create(terminal));
        root.Subcommands.Add(CheckCommand.Create(terminal, store, solverOf));
        root.Subcommands.Add(ExploreCommand.Create(terminal));
        root.Subcommands.Add(RunCommand.Create(terminal));
        root.Subcommands.Add(ReplayCommand.Create(terminal, store));
        root.Subcommands.Add(SourceCommand.Create(terminal, store));
        root.Subcommands.Add(WitnessesCommand.Create(terminal, solverOf));
        root.Subcommands.Add(LemmasCommand.Create(terminal));
        root.Subcommands.Add(ExportCommand.Create(terminal));
        root.Subcommands.Add(RecheckCommand.Create(terminal));
        root.Subcommands.Add(ArithmeticCommand.Create(terminal));
        root.Subcommands.Add(SavingsCommand.Create(terminal));
        root.Subcommands.Add(TrustedCommand.Create(terminal));
        return root;
    }
}
