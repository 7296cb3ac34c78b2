namespace Vmemmap.Tests;

/// <summary>Files at the root of the repository, as they were when the tests were built.</summary>
internal static class RepositoryFile
{
    public static string Text(string name)
    {
        using var stream = typeof(RepositoryFile).Assembly.GetManifestResourceStream($"Repository/{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
