using Vmemmap.Verify.Hosting;

namespace Vmemmap.Bench;

/// <summary>Measures the engines of this suite, and other model checkers beside them. What is measured is printed, never judged; what is counted is.</summary>
public static class Program
{
    /// <summary>Runs the program on the console.</summary>
    public static int Main(string[] args) => Host.OnConsole((terminal, cancellation) => Run(args, terminal, cancellation));

    /// <summary>Runs the program.</summary>
    /// <param name="args">the command line.</param>
    /// <param name="terminal">where output goes.</param>
    /// <param name="cancellation">interrupts it.</param>
    /// <returns>the exit code: 0 where all counts and verdicts are as expected, 1 where one is not, 2 bad input, 3 the work could not be done, 130 interrupted.</returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        return Host.Run(BenchCommand.Create(terminal), "bench", args, terminal, cancellation);
    }
}
