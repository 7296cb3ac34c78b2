namespace Vmemmap.Verify.Hosting;

/// <summary>What the exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Everything is as expected, and everything asked for was written.</summary>
    public const int AsExpected = 0;

    /// <summary>A verdict differs from the expected one or from the baseline, another solver does not confirm an obligation, or a trace does not replay.</summary>
    public const int Unexpected = 1;

    /// <summary>Bad input, or a directory for results that cannot be written to: found before any work, one sentence on standard error.</summary>
    public const int BadInput = 2;

    /// <summary>
    /// The suite could not do its work: a solver is missing or failed, results could not be written, memory ran out, or the suite itself is at
    /// fault. One sentence on standard error; nothing is said of any design.
    /// </summary>
    public const int Fault = 3;

    /// <summary>A walk that was to be complete is not, and in what was reached all is as expected: that is less than was asked for, unless it is said to be enough.</summary>
    public const int Incomplete = 4;

    /// <summary>The reader of the results is gone, as <c>head</c> when it has its lines: the code of a program that ends by SIGPIPE, as others do. Without a word.</summary>
    public const int ReaderGone = 141;

    /// <summary>Interrupted, as by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Interrupted by SIGTERM: as above, with the code of a program that ends by it.</summary>
    public const int Terminated = 143;
}
