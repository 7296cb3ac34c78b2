namespace Vmemmap.Tests;

/// <summary>Files at the root of the repository, as they were when the tests were built.</summary>
internal static class RepositoryFile
{
    private const string Folder = "Repository/";

    /// <summary>The names of those that end in <paramref name="extension"/>, such as <c>.md</c>.</summary>
    public static IEnumerable<string> Names(string extension) => typeof(RepositoryFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..]);

    public static string Text(string name)
    {
        using var stream = typeof(RepositoryFile).Assembly.GetManifestResourceStream(Folder + name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
