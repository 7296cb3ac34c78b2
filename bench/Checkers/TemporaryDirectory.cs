namespace Vmemmap.Bench.Checkers;

/// <summary>A directory that is gone with all its files when it is no longer needed.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("verify");

    /// <summary>Where it is.</summary>
    public string Path => directory.FullName;

    /// <summary>The path of a file in it, which may be there or not.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <inheritdoc/>
    public void Dispose() => directory.Delete(recursive: true);
}
