namespace Vmemmap.Tests.Trust;

/// <summary>A file uses something that is declared in the solution.</summary>
/// <param name="File">path of the file.</param>
/// <param name="Symbol">what it uses.</param>
/// <param name="DeclaredIn">the files that declare it: several where it is partial, or overrides what is declared elsewhere. Empty where a name means nothing.</param>
internal sealed record Reference(string File, string Symbol, IReadOnlyList<string> DeclaredIn)
{
    /// <summary>The folder of the file.</summary>
    public string Folder => FolderOf(File);

    /// <summary>The folder of a path.</summary>
    public static string FolderOf(string path) => path[..path.LastIndexOf('/')];
}
