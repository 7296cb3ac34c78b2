using Microsoft.Win32.SafeHandles;

namespace Vmemmap.Verify.Hosting;

/// <summary>The standard streams as writers that fail, or say nothing, where what they are given does not arrive.</summary>
internal static class StandardOutput
{
    /// <summary>The console's own writer on a terminal; else one that writes UTF-8, whatever the locale.</summary>
    /// <exception cref="IOException">The process was given none.</exception>
    public static TextWriter Open() =>
        !Descriptor.IsGiven(Descriptor.Output) ? throw new IOException("Standard output is closed.")
        : Console.IsOutputRedirected ? new StreamWriter(Redirected()) { AutoFlush = true }
        : Console.Out;

    /// <summary>Standard error; where the process was given none, what is said is lost, and not written into a pipe of the runtime's.</summary>
    public static TextWriter OpenError() => Descriptor.IsGiven(Descriptor.Error) ? Console.Error : TextWriter.Null;

    // The console's stream takes no notice when the reader of a pipe is gone; a file stream does. What can be sought keeps the console's,
    // which writes where the descriptor stands: others may write to the same file before and after.
    private static Stream Redirected()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }
        FileStream stream = new(new SafeFileHandle(Descriptor.Output, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
