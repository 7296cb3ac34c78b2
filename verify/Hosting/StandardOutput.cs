using Microsoft.Win32.SafeHandles;

namespace Vmemmap.Verify.Hosting;

/// <summary>Standard output as a writer that fails where what it is given does not arrive.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>The console's own writer on a terminal; else one that writes UTF-8, whatever the locale.</summary>
    public static TextWriter Open() => Console.IsOutputRedirected ? new StreamWriter(Redirected()) { AutoFlush = true } : Console.Out;

    // The console's stream takes no notice when the reader of a pipe is gone; a file stream does. What can be sought keeps the console's,
    // which writes where the descriptor stands: others may write to the same file before and after.
    private static Stream Redirected()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }
        FileStream stream = new(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
