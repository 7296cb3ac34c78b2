using System.Runtime.InteropServices;

namespace Vmemmap.Verify.Hosting;

/// <summary>The descriptors that a process is given.</summary>
internal static class Descriptor
{
    public const int Output = 1;
    public const int Error = 2;

    // <fcntl.h>, the same on every Unix.
    private const int GetFlags = 1;
    private const int ClosesOnExec = 1;

    /// <summary>
    /// Was the process given this descriptor? Where it was not, the number is free for whatever the runtime opens first, a pipe of its own as a rule,
    /// and what is written there is lost. All that the runtime opens closes on exec; what was given to the process did not, or it would not be here.
    /// </summary>
    public static bool IsGiven(int descriptor) => OperatingSystem.IsWindows() || Control(descriptor, GetFlags) is >= 0 and var flags && (flags & ClosesOnExec) == 0;

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command);
}
