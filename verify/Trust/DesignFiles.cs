using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Trust;

/// <summary>
/// Finds the files that one design needs among those of all designs: the file that gives it its name, those that its steps are written in, and what
/// either of these mentions.
/// </summary>
internal static class DesignFiles
{
    /// <summary>The files of a part that the design needs.</summary>
    public static IReadOnlySet<SourceFile> Of(Design design, IReadOnlyList<SourceFile> files)
    {
        var types = TypesOfSteps(design).Select(type => type.FullName!.Split('`')[0]).ToHashSet();
        HashSet<SourceFile> needed = [.. files.Where(file => file.Types.Any(types.Contains) || IsNamedIn(file, design))];
        Queue<SourceFile> open = new(needed);
        while (open.TryDequeue(out var next))
        {
            foreach (var used in files.Where(file => IsUsedBy(next, file) && needed.Add(file)))
            {
                open.Enqueue(used);
            }
        }
        return needed;
    }

    private static bool IsNamedIn(SourceFile file, Design design) => file.Text.Contains($"Name = \"{design.Name}\"", StringComparison.Ordinal);

    private static bool IsUsedBy(SourceFile user, SourceFile file) => user.Mentions(file.Name) || file.Types.Any(type => user.Mentions(type.Split('.')[^1]));

    private static IEnumerable<Type> TypesOfSteps(Design design) => design.Parts.Select(part => part.GetType());
}
