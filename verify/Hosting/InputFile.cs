namespace Vmemmap.Verify.Hosting;

/// <summary>Reads a file of unknown origin: no more of it than is allowed, and so that Ctrl-C ends it though it be a FIFO that nobody writes to.</summary>
internal static class InputFile
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">the file.</param>
    /// <param name="most">how many bytes it may have.</param>
    /// <param name="cancellation">ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="FileTooLargeException">It has more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static byte[] Read(string path, int most, CancellationToken cancellation) => Abandonable.Run(() => Read(path, most), cancellation);

    private static byte[] Read(string path, int most)
    {
        // What a device or a pipe says of its length is nothing.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using MemoryStream read = new();
        var buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
            if (read.Length > most)
            {
                throw new FileTooLargeException(most);
            }
        }
        return read.ToArray();
    }
}

/// <summary>A file is larger than is allowed.</summary>
/// <param name="most">how many bytes are allowed.</param>
internal sealed class FileTooLargeException(int most) : IOException($"It is larger than {most >> 20:N0} MiB.");
