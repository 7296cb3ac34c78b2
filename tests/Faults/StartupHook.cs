using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Vmemmap.Proofs.Solver;

/// <summary>
/// Injects faults into a process of the program before its Main: the runtime calls this class, which must have this name and no namespace,
/// where DOTNET_STARTUP_HOOKS names its assembly.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for it there.
internal static class StartupHook
#pragma warning restore MA0047
{
    /// <summary>The megabytes that Z3 may use in the whole process.</summary>
    public const string SolverMegabytes = "FAULT_SOLVER_MEGABYTES";

    /// <summary>A culture that writes 1.234,5 where others write 1,234.5.</summary>
    public const string DecimalComma = "FAULT_DECIMAL_COMMA";

    /// <summary>So many threads end the process at once, as a native library does that runs out of memory in each: a second after the program has begun.</summary>
    public const string ExitsAtOnce = "FAULT_EXITS_AT_ONCE";

    /// <summary>The solver's library says that it gives up an assertion, and ends the process, as Z3 does where it has no memory at a bad moment: which moment that is changes with each question.</summary>
    public const string GivesUpAssertion = "FAULT_GIVES_UP_ASSERTION";

    // What Z3 4.8.12 was seen to write to standard error then; which exit code it has then is not looked at.
    private const string Assertion = "ASSERTION VIOLATION\nFile: ./src/smt/smt_context.cpp\nLine: 2456\nUNEXPECTED CODE WAS REACHED.\n";
    private const int Unreachable = 114;
    private const int StandardError = 2;

    private const int OutOfMemory = 101;

    /// <summary>The environment of a process with a fault.</summary>
    public static IEnumerable<(string Name, string Value)> With(string fault, string value = "1") =>
        [("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (fault, value)];

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(SolverMegabytes) is { } megabytes)
        {
            // Binds the library, which the parameter is then set in.
            _ = Z3Solver.Version;
            Microsoft.Z3.Global.SetParameter("memory_max_size", megabytes);
        }
        if (Environment.GetEnvironmentVariable(ExitsAtOnce) is { } threads)
        {
            EndAtOnce(int.Parse(threads, NumberStyles.None, CultureInfo.InvariantCulture), () => Exit(OutOfMemory));
        }
        if (Environment.GetEnvironmentVariable(GivesUpAssertion) is not null)
        {
            EndAtOnce(1, () =>
            {
                var words = Encoding.ASCII.GetBytes(Assertion);
                _ = Write(StandardError, words, words.Length);
                Exit(Unreachable);
            });
        }
        if (Environment.GetEnvironmentVariable(DecimalComma) is not null)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
        }
    }

    private static void EndAtOnce(int threads, Action end)
    {
        Barrier together = new(threads);
        for (var thread = 0; thread < threads; thread++)
        {
            new Thread(() =>
            {
                Thread.Sleep(TimeSpan.FromSeconds(1));
                together.SignalAndWait();
                end();
            }) { IsBackground = true }.Start();
        }
    }

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc", EntryPoint = "exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Exit(int exitCode);
}
