using Vmemmap.Tests.Proofs;
using Vmemmap.Verify;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.CommandLine;

/// <summary>One run of the program, in process, with neither writer a terminal, and without a store unless the arguments name one. What another test has asked the solver is not asked again.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    // As wide as the table of all verdicts needs.
    private const int Width = 160;

    public static Invocation Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    public static Invocation Of(CancellationToken cancellation, params string[] arguments) => At(Width, cancellation, arguments);

    /// <summary>A run whose results are read where so many characters fit into a line.</summary>
    public static Invocation At(int width, CancellationToken cancellation, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        var exitCode = Program.Run(arguments, new Terminal(output, error, isInteractive: false, width), store: null, SharedSolver.Of, cancellation);
        return new(exitCode, $"{output}", $"{error}");
    }

    /// <summary>The output with each line that goes on in the next ones made one again.</summary>
    public string Unfolded => Output.Replace("\n  ", " ", StringComparison.Ordinal);

    /// <summary>The lines of the output.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The program's options belong to the process, so its runs take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = false)]
public sealed class CommandLineRuns
{
    public const string Name = "command line";
}
