using System.Reflection;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Export;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Verify.Hosting;

/// <summary>What is to be said of a run that an exception ended.</summary>
internal static class Failure
{
    // For whoever looks for the cause of an internal error: set to anything, the whole exception is printed.
    private const string DetailsVariable = "VERIFY_DETAILS";

    // What the runtime makes an error number of: EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static readonly int[] ReaderGone = OperatingSystem.IsWindows() ? [unchecked((int)0x8007006D), unchecked((int)0x800700E8)] : [32];

    /// <summary>The exit code, and the sentence for standard error; null where there is nothing to say.</summary>
    public static (int ExitCode, string? Sentence) Of(Exception exception)
    {
        var cause = CauseOf(exception);
        return cause switch
        {
            UserErrorException or ScopeException or DesignException or BuildException => (ExitCode.BadInput, cause.Message),
            UnprovedObligationException => (ExitCode.Unexpected, cause.Message),
            OperationCanceledException => (ExitCode.Interrupted, "Interrupted."),
            SolverUnavailableException or SolverFailedException or ExternalSolverException or ChildException => (ExitCode.Fault, cause.Message),
            IOException when ReaderGone.Contains(cause.HResult) => (ExitCode.ReaderGone, null),
            // What is read was named by the user and is bad input where it cannot be; the rest is written.
            IOException or UnauthorizedAccessException => (ExitCode.Fault, $"Results could not be written: {cause.Message.TrimEnd('.')}."),
            OutOfMemoryException => (ExitCode.Fault, "Out of memory: this run needs more than the process may use."),
            _ => (ExitCode.Fault, InternalError(exception, cause)),
        };
    }

    // Parallel loops and static initialisers wrap what went wrong.
    private static Exception CauseOf(Exception exception) => exception switch
    {
        AggregateException all => CauseOf(all.InnerExceptions[0]),
        TypeInitializationException { InnerException: { } inner } => CauseOf(inner),
        TargetInvocationException { InnerException: { } inner } => CauseOf(inner),
        _ => exception,
    };

    private static string InternalError(Exception exception, Exception cause) => Environment.GetEnvironmentVariable(DetailsVariable) is { Length: > 0 }
        ? $"Internal error, please report: {exception}"
        : $"Internal error, please report ({DetailsVariable}=1 shows where): {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
}
