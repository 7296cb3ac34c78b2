using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Kernel;

/// <summary>A script of the repository, run in a folder where nothing else is.</summary>
internal static class RepositoryScript
{
    /// <param name="name">Its name, such as <c>boot.sh</c>.</param>
    /// <param name="arguments">As a shell reads them.</param>
    /// <param name="beside">Files that it reads.</param>
    public static async Task<ProgramRun> RunAsync(string name, string arguments, params string[] beside)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var file in beside.Append(name))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), RepositoryFile.Text(file));
            }
            return await ProgramRun.InShell($"sh '{folder.FullName}/{name}' {arguments}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
