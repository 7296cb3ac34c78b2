namespace Vmemmap.Tests.Trust;

/// <summary>Which folder uses which, within each project. What stands at the root of a project may use all its folders, whether it does or not.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, Dictionary<string, string>> uses = [];

    public FolderGraph(IReadOnlyList<Reference> references)
    {
        foreach (var reference in references)
        {
            foreach (var other in reference.DeclaredIn.Where(file => ProjectOf(file) == ProjectOf(reference.File)))
            {
                Add(reference.Folder, Reference.FolderOf(other), $"{reference.File} uses {reference.Symbol}");
            }
            Add(ProjectOf(reference.File), reference.Folder, "what stands at the root may use every folder");
        }
    }

    /// <summary>The sets of folders of which each needs each other, directly or not.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Knots
    {
        get
        {
            var reached = uses.Keys.ToDictionary(folder => folder, ReachedFrom);
            return
            [
                .. uses.Keys
                    .Where(folder => reached[folder].Contains(folder))
                    .GroupBy(folder => uses.Keys.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder)).Order(StringComparer.Ordinal).First())
                    .Select(knot => knot.Order(StringComparer.Ordinal).ToList()),
            ];
        }
    }

    /// <summary>A shortest circle among some folders, and the use that each step of it is.</summary>
    public IReadOnlyList<string> CircleIn(IReadOnlyList<string> knot) =>
        knot.Select(folder => PathBack(folder, knot)).Where(path => path.Count > 0).MinBy(path => path.Count) ?? [];

    private IReadOnlyList<string> PathBack(string start, IReadOnlyList<string> knot)
    {
        Queue<(string Folder, IReadOnlyList<string> Path)> open = new([(start, [])]);
        HashSet<string> seen = [];
        while (open.TryDequeue(out var at))
        {
            foreach (var (next, use) in uses[at.Folder].Where(edge => knot.Contains(edge.Key)))
            {
                IReadOnlyList<string> path = [.. at.Path, $"{at.Folder} -> {next}: {use}"];
                if (next == start)
                {
                    return path;
                }
                if (seen.Add(next))
                {
                    open.Enqueue((next, path));
                }
            }
        }
        return [];
    }

    private void Add(string from, string to, string use)
    {
        uses.TryAdd(to, []);
        if (!uses.TryGetValue(from, out var edges))
        {
            uses[from] = edges = [];
        }
        if (from != to)
        {
            edges.TryAdd(to, use);
        }
    }

    private HashSet<string> ReachedFrom(string folder)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([folder]);
        while (open.TryPop(out var next))
        {
            foreach (var other in uses[next].Keys.Where(reached.Add))
            {
                open.Push(other);
            }
        }
        return reached;
    }

    private static string ProjectOf(string path) => path.Split('/')[0];
}
