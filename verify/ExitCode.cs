namespace Vmemmap.Verify;

/// <summary>What the exit code says.</summary>
internal static class ExitCode
{
    /// <summary>Everything is as expected.</summary>
    public const int AsExpected = 0;

    /// <summary>A verdict differs from the expected one, or a trace does not replay.</summary>
    public const int Unexpected = 1;

    /// <summary>Bad input, or a solver that will not load: one sentence on standard error.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted, as by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
