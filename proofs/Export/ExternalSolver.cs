using System.ComponentModel;
using System.Diagnostics;

namespace Vmemmap.Proofs.Export;

/// <summary>What another solver says of a script.</summary>
public enum SecondOpinion
{
    /// <summary>It agrees: unsatisfiable.</summary>
    Confirms,

    /// <summary>It says satisfiable: one of the two solvers is wrong.</summary>
    Contradicts,

    /// <summary>It gave no answer in time, or said unknown.</summary>
    Abstains,
}

/// <summary>A solver that is run as a process on a script file and prints sat, unsat or unknown.</summary>
/// <param name="command">the program: cvc5, z3, or a path to one of the like.</param>
/// <param name="seconds">wall-clock seconds after which a run is ended and counts as an abstention; no verdict rests on it.</param>
public sealed class ExternalSolver(string command, int seconds)
{
    // A program that signal n ended is reported with exit code 128 + n, and so does a shell; solvers use small codes.
    private const int KilledBySignal = 128;

    /// <summary>The program.</summary>
    public string Command => command;

    /// <summary>Runs the solver on a file.</summary>
    /// <exception cref="ExternalSolverException">the program cannot be run, is killed, crashes or ends with an error, or prints something else.</exception>
    public SecondOpinion Ask(string file, CancellationToken cancellation = default)
    {
        using var process = Start(file);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(seconds));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var answer = process.StandardOutput.ReadToEndAsync(timeout.Token).GetAwaiter().GetResult().Trim();
            process.WaitForExitAsync(timeout.Token).GetAwaiter().GetResult();
            return answer switch
            {
                // An answer is worth nothing if the program was killed or crashed after it.
                _ when process.ExitCode > KilledBySignal => throw new ExternalSolverException(
                    $"'{command}' on {Path.GetFileName(file)} was ended by signal {process.ExitCode - KilledBySignal}: killed, crashed or out of memory."),
                "sat" or "unsat" or "unknown" when process.ExitCode != 0 => throw new ExternalSolverException(
                    $"'{command}' on {Path.GetFileName(file)} printed '{answer}' and ended with exit code {process.ExitCode}{Complaint(errors.GetAwaiter().GetResult())}: an answer with an error is none."),
                "unsat" => SecondOpinion.Confirms,
                "sat" => SecondOpinion.Contradicts,
                "unknown" => SecondOpinion.Abstains,
                _ => throw new ExternalSolverException(
                    $"'{command}' on {Path.GetFileName(file)} printed {Quoted($"{answer}{errors.GetAwaiter().GetResult()}")} instead of sat, unsat or unknown; exit code {process.ExitCode}."),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SecondOpinion.Abstains;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(string file)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command, [file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw new ExternalSolverException($"The solver '{command}' did not start.");
        }
        catch (Win32Exception e)
        {
            throw new ExternalSolverException($"The solver '{command}' cannot be run: {e.Message}; name one that is installed, such as cvc5 or z3.");
        }
    }

    private static string Complaint(string errors) => errors.Length == 0 ? "" : $" and {Quoted(errors)} on standard error";

    private static string Quoted(string text) => text.Length == 0 ? "nothing" : $"'{text.Split('\n')[0]}'";
}

/// <summary>An external solver cannot be asked. The message is one sentence.</summary>
public sealed class ExternalSolverException(string message) : Exception(message);
