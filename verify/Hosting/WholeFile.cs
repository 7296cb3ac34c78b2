using System.Text;

namespace Vmemmap.Verify.Hosting;

/// <summary>Writes files that are whole under their final name, or not there.</summary>
internal static class WholeFile
{
    private const UnixFileMode OfUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the directory where files are to go, and sees that they can: before the long work whose results they are.</summary>
    /// <exception cref="UserErrorException">They cannot.</exception>
    public static void Prepare(DirectoryInfo directory)
    {
        try
        {
            directory.Create();
            var probe = Temporary(Path.Combine(directory.FullName, "probe"));
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The directory '{directory}' cannot be written to: {e.Message}");
        }
    }

    /// <summary>The same for one file.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void Prepare(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new UserErrorException($"'{file}' is a directory, and what is written there is a file.");
        }
        Prepare(file.Directory!);
    }

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">It could not be written; a file that was there before is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Writes a file that a later run goes on from: it is on the disk before it takes the place of the one before, and for the user alone, whatever the umask says.
    /// </summary>
    /// <inheritdoc cref="Write(string, string)"/>
    public static void WritePrivate(string path, Action<Stream> write) => Write(path, stream =>
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, OfUser);
        }
        write(stream);
        stream.Flush(flushToDisk: true);
    });

    private static void Write(string path, Action<FileStream> write)
    {
        var temporary = Temporary(path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // What the runtime makes of a file that is larger than the file system or a limit of the process allows.
            Remove(temporary);
            throw new IOException($"'{path}' would be larger than is allowed", e);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    // Not the number of the process: runs in two containers may share a directory and a number.
    private static string Temporary(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What hindered the writing is what the user must hear of.
        }
    }
}
