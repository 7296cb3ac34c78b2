using Vmemmap.Proofs.Store;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Store;

/// <summary>
/// A store in a directory. Runs that share one do not disturb each other: the file is read once, replaced as a whole, and the last run to
/// write it wins. A store saves time and decides nothing, so one that cannot be read or written is a warning and no failure.
/// </summary>
public sealed class StoreFile
{
    /// <summary>The name of the file in the directory.</summary>
    public const string FileName = "vmemmap-answers.txt";

    private readonly Terminal terminal;
    private readonly string? directory;

    private StoreFile(AnswerStore answers, string? directory, Terminal terminal) =>
        (Answers, this.directory, this.terminal) = (answers, directory, terminal);

    /// <summary>The answers.</summary>
    public AnswerStore Answers { get; }

    /// <summary>Opens the store.</summary>
    /// <param name="directory">where it is, or null for none: then it is empty, and not saved.</param>
    /// <param name="terminal">told if it cannot be read or written, in one line; the run then goes on without it.</param>
    public static StoreFile Open(string? directory, Terminal terminal)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        try
        {
            return new(directory is null ? new() : AnswerStore.Parse(Read(Path.Combine(directory, FileName))), directory, terminal);
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
            Directory.CreateDirectory(directory);
            WholeFile.Write(Path.Combine(directory, FileName), Answers.Text());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Complain($"The store '{directory}' cannot be written, so the next run asks again: {e.Message}");
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
