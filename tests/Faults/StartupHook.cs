using System.Globalization;
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
        if (Environment.GetEnvironmentVariable(DecimalComma) is not null)
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
        }
    }
}
