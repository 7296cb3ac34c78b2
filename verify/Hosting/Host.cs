using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Verify.Hosting;

/// <summary>How a program of this suite lives on a console: it can be interrupted, and whatever ends it is an exit code and one sentence.</summary>
internal static class Host
{
    // A write beyond the process's limit on file sizes raises it, on Linux and macOS, and ends a process that does not care for it.
    private const PosixSignal FileSizeLimit = (PosixSignal)25;

    // Never disposed: Ctrl-C may come until the process has ended.
    private static readonly CancellationTokenSource Interrupted = new();

    // Registrations that hold until the process has ended.
    private static readonly List<PosixSignalRegistration> ForGood = [];

    private static bool isTerminated;

    /// <summary>Runs a program on the console of the process.</summary>
    public static int OnConsole(Func<Terminal, CancellationToken, int> program)
    {
        var error = StandardOutput.OpenError();
        try
        {
            return OnConsole(program, error);
        }
        catch (Exception e)
        {
            // Before there was a terminal to say it.
            return Ended(e, sentence => Terminal.Complain(error, sentence));
        }
    }

    /// <summary>Runs what a command line asks for.</summary>
    /// <param name="root">what it may ask for.</param>
    /// <param name="name">the name of the program.</param>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="cancellation">interrupts it.</param>
    /// <returns>the exit code, see <see cref="ExitCode"/>.</returns>
    public static int Run(RootCommand root, string name, string[] args, Terminal terminal, CancellationToken cancellation)
    {
        foreach (var option in root.Options)
        {
            if (option.Action is HelpAction help)
            {
                help.MaxWidth = terminal.Width;
                option.Action = Verb.Help(name, help);
            }
        }
        var parsed = root.Parse(args);
        if (Slip(parsed, args) is { } slip)
        {
            terminal.Complain($"Unrecognized option '{slip}'{Meant(parsed, slip)}; {Allowed()}");
            return ExitCode.BadInput;
        }
        if (parsed.Errors.Count > 0)
        {
            terminal.Complain($"{parsed.Errors[0].Message.TrimEnd('.')}{Meant(parsed, parsed.UnmatchedTokens is [var first, ..] ? first : null)}; {Allowed()}");
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
            return Ended(e, terminal.Complain);
        }

        string Allowed() => $"'{(parsed.CommandResult.Command is RootCommand ? name : $"{name} {parsed.CommandResult.Command.Name}")} --help' shows what is allowed.";
    }

    // What looks like an option, and would be taken for the name or the file that the command wants. Behind "--" it may be one.
    private static string? Slip(ParseResult parsed, string[] args) => parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
        .FirstOrDefault(value => value is ['-', '-', var first, ..] && char.IsAsciiLetter(first) && args.TakeWhile(argument => argument != "--").Contains(value));

    // Of what is no command and no option where it stands.
    private static string Meant(ParseResult parsed, string? unmatched)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name);
        return unmatched is not null && Closest.To(unmatched, unmatched.StartsWith('-') ? options : command.Subcommands.Select(verb => verb.Name)) is { } meant ? $" (did you mean '{meant}'?)" : "";
    }

    private static int OnConsole(Func<Terminal, CancellationToken, int> program, TextWriter error)
    {
        // The environment can switch the one culture of the projects off.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Console.CancelKeyPress += (_, e) =>
        {
            // The first asks for an orderly end; the second does not wait for it.
            e.Cancel = !Interrupted.IsCancellationRequested;
            Interrupted.Cancel();
        };
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = isTerminated = !Interrupted.IsCancellationRequested;
            Interrupted.Cancel();
        });
        // Then the write fails, as on a full disk. The runtime tells of a signal on a thread of its own, maybe when the program has ended already: so nobody takes this back.
        if (!OperatingSystem.IsWindows())
        {
            ForGood.Add(PosixSignalRegistration.Create(FileSizeLimit, signal => signal.Cancel = true));
        }
        var output = StandardOutput.Open();
        var isInPlace = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        using var progress = new ProgressLine(error, isInPlace, () => TerminalWidth.OfError).Started();
        Terminal terminal = new(output, error, isInteractive: !Console.IsOutputRedirected, TerminalWidth.OfOutput, progress);
        // What is registered last is called first: before the solver's library is taken apart, which other threads are in.
        _ = Z3Solver.TryLoad();
        using var abrupt = NativeExit.Watch(() =>
        {
            terminal.Complain("The solver's library ended the process, for want of memory as a rule: nothing is said of any design.");
            return ExitCode.Fault;
        });
        var exitCode = program(terminal, Interrupted.Token);
        return exitCode == ExitCode.Interrupted && isTerminated ? ExitCode.Terminated : exitCode;
    }

    private static int Ended(Exception exception, Action<string> complain)
    {
        var (exitCode, sentence) = ProgramPart.Missing(exception) is { } missing ? (ExitCode.Fault, missing) : Failure.Of(exception);
        if (sentence is not null)
        {
            complain(sentence);
        }
        return exitCode;
    }
}
