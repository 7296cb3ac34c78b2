using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>Files that are written one after the other, and what is said of them.</summary>
/// <param name="terminal">where to.</param>
/// <param name="isForMachines">a JSON object for each file, and nothing for people.</param>
internal sealed class WrittenFiles(Terminal terminal, bool isForMachines)
{
    private int count;

    /// <summary>Writes a file, and tells machines of it.</summary>
    public void Write(DirectoryInfo directory, string name, string text)
    {
        var path = Path.Combine(directory.FullName, name);
        WholeFile.Write(path, text);
        count++;
        if (isForMachines)
        {
            JsonLines.Write(terminal.Out, new { File = path });
        }
    }

    /// <summary>Writes some files, and tells everybody of each.</summary>
    public void Write(DirectoryInfo directory, IEnumerable<(string Name, string Text)> files)
    {
        WholeFile.Prepare(directory);
        foreach (var (name, text) in files)
        {
            Write(directory, name, text);
            Say($"{name} written to {directory}");
        }
    }

    /// <summary>Tells people something.</summary>
    public void Say(string sentence)
    {
        if (!isForMachines)
        {
            terminal.Say(sentence);
        }
    }

    /// <summary>Tells machines how many there were.</summary>
    public void WriteSummary()
    {
        if (isForMachines)
        {
            JsonLines.Write(terminal.Out, new { Summary = true, Files = count });
        }
    }
}
