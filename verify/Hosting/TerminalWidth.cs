using System.Globalization;

namespace Vmemmap.Verify.Hosting;

/// <summary>How many characters fit into a line.</summary>
internal static class TerminalWidth
{
    /// <summary>Where there is no terminal to ask.</summary>
    public const int Otherwise = 80;

    private const int Least = 40;
    private const int Most = 1000;

    /// <summary>Of standard output: the terminal's; in a file or a pipe what COLUMNS says, or 80.</summary>
    public static int OfOutput => Console.IsOutputRedirected ? OfVariable : OfTerminal;

    /// <summary>Of standard error, which may be a terminal where standard output is none; elsewhere nothing is too long.</summary>
    public static int OfError => Console.IsErrorRedirected ? int.MaxValue : Console.IsOutputRedirected ? Math.Min(OfTerminal, Otherwise) : OfTerminal;

    private static int OfVariable =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) ? Math.Clamp(columns, Least, Most) : Otherwise;

    // Some terminals, such as a serial line, do not know: they say 0, or nothing.
    private static int OfTerminal
    {
        get
        {
            try
            {
                return Console.WindowWidth is > 0 and var columns ? Math.Clamp(columns, Least, Most) : Otherwise;
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException)
            {
                return Otherwise;
            }
        }
    }
}
