using System.Text;
using Vmemmap.Proofs.Store;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Store;

/// <summary>
/// A store in a directory. Runs that share one do not disturb each other: the file is read once, replaced as a whole, and the last run to
/// write it wins. A store saves time and decides nothing, so one that cannot be read or written is a warning and no failure.
/// </summary>
public sealed class StoreFile
{
    /// <summary>The name of the file in the directory.</summary>
    public const string FileName = "vmemmap-answers.txt";

    // Ten times what as many answers as a store keeps take.
    private const int MostBytes = 256 << 20;

    private readonly Terminal terminal;
    private readonly string? directory;

    private StoreFile(AnswerStore answers, string? directory, Terminal terminal) =>
        (Answers, this.directory, this.terminal) = (answers, directory, terminal);

    /// <summary>The answers.</summary>
    public AnswerStore Answers { get; }

    /// <summary>Opens the store.</summary>
    /// <param name="directory">where it is, or null for none: then it is empty, and not saved.</param>
    /// <param name="terminal">told if it cannot be read or written, in one line; the run then goes on without it.</param>
    /// <param name="cancellation">ends the reading.</param>
    public static StoreFile Open(string? directory, Terminal terminal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        try
        {
            return new(directory is null ? new() : AnswerStore.Parse(Read(Path.Combine(directory, FileName), cancellation)), directory, terminal);
        }
        catch (FileTooLargeException e)
        {
            // No store of ours, whatever else: as with any other file in its place.
            terminal.Complain($"The store '{directory}' is ignored, so every question is asked: {e.Message}");
            return new(new(), directory, terminal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"The store '{directory}' cannot be read, so every question is asked: {e.Message}");
            return new(new(), directory: null, terminal);
        }
    }

    /// <summary>Writes the store if there is anything new.</summary>
    public void Save()
    {
        if (directory is null || !Answers.IsChanged)
        {
            return;
        }
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            WholeFile.WritePrivate(Path.Combine(directory, FileName), stream => stream.Write(Encoding.UTF8.GetBytes(Answers.Text())));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"The store '{directory}' cannot be written, so the next run asks again: {e.Message}");
        }
    }

    private static string Read(string path, CancellationToken cancellation)
    {
        try
        {
            return Encoding.UTF8.GetString(InputFile.Read(path, MostBytes, cancellation));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
