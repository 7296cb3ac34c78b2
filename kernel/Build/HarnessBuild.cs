using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Vmemmap.Kernel.Build;

/// <summary>The program that was built from a tree.</summary>
/// <param name="Tree">the tree.</param>
/// <param name="Program">path of the program.</param>
/// <param name="Seconds">how long the build took; 0 where the program of an earlier run was found.</param>
/// <param name="Unmodelled">functions that the program reports when they are called, as the harness has none for them.</param>
public sealed record HarnessBuild(SourceTree Tree, string Program, double Seconds, IReadOnlyList<string> Unmodelled)
{
    private const string ProgramName = "harness";
    private const string InputsName = "inputs";
    private const string StubsName = "stubs.c";

    // Files of the harness: compiled with the tree's headers, beside the code under test; and with the C library's.
    private static readonly string[] OfKernel = ["pages", "allocator", "operations", "kernel", "releases"];
    private static readonly string[] OfHost = ["memory", "frames", "tables", "hooks", "actors", "log", "main"];
    private static readonly string[] Wrapped = 
    [
        "memcpy", "memset", "memmove", "hugetlb_vmemmap_optimize", "hugetlb_vmemmap_restore",
        "hugetlb_vmemmap_optimize_folio", "hugetlb_vmemmap_optimize_folios", "hugetlb_vmemmap_optimize_bootmem_folios", "hugetlb_vmemmap_restore_folio", "hugetlb_vmemmap_restore_folios",
    ];

    /// <summary>Builds the program, or finds it where all that it is made of is as it was.</summary>
    /// <param name="tree">the tree.</param>
    /// <param name="cache">a directory of the user for what is built.</param>
    /// <param name="configuration">the text of a .config, or nothing.</param>
    /// <param name="patched">path of a file to compile in the place of mm/hugetlb_vmemmap.c, or null.</param>
    /// <exception cref="BuildException">It cannot be built: the first thing that is missing.</exception>
    public static HarnessBuild Of(SourceTree tree, string cache, string configuration = "", string? patched = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var sources = Sources();
        var key = Key([tree.Root, patched ?? "", configuration, .. sources.SelectMany(source => new[] { source.Name, source.Text })]);
        var folder = Path.Combine(cache, "kernel", $"{tree.Release}-{key}");
        if (IsUpToDate(folder))
        {
            return new(tree, Path.Combine(folder, ProgramName), 0, StubbedIn(folder));
        }
        var start = Stopwatch.GetTimestamp();
        var aside = $"{folder}.{Guid.NewGuid():N}";
        try
        {
            var unmodelled = BuildIn(aside, tree, sources, configuration, patched);
            Publish(aside, folder);
            return new(tree, Path.Combine(folder, ProgramName), Stopwatch.GetElapsedTime(start).TotalSeconds, unmodelled);
        }
        finally
        {
            Remove(aside);
        }
    }

    // Aside, and then in its place in one rename: others may build the same at the same time, or run what is there.
    private static IReadOnlyList<string> BuildIn(string folder, SourceTree tree, List<(string Name, string Text)> sources, string configuration, string? patched)
    {
        foreach (var (name, text) in sources)
        {
            var path = Path.Combine(folder, "source", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        var harness = Path.Combine(folder, "source");
        Compiler compiler = new(tree, harness, folder);
        new GeneratedHeaders(tree, new(configuration, sources.Single(source => source.Name == "kernel.config").Text), compiler, folder).Write();
        var inputs = Compile(compiler, harness, patched ?? tree.PathOf("mm/hugetlb_vmemmap.c"), tree.PathOf("mm/pagewalk.c"));
        var unmodelled = Link(compiler, folder);
        File.WriteAllLines(Path.Combine(folder, InputsName), inputs.Where(file => !file.StartsWith(folder, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).Select(file => $"{Sum(file)} {file}"));
        return unmodelled;
    }

    private static void Publish(string aside, string folder)
    {
        while (!IsUpToDate(folder))
        {
            var old = $"{folder}.{Guid.NewGuid():N}";
            try
            {
                if (Directory.Exists(folder))
                {
                    Directory.Move(folder, old);
                }
                Directory.Move(aside, folder);
            }
            catch (IOException) when (Directory.Exists(folder) || Directory.Exists(aside))
            {
                // Somebody else was quicker: what he has put there is looked at.
            }
            Remove(old);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is in its place.
        }
    }

    private static List<string> Compile(Compiler compiler, string harness, string underTest, string walk)
    {
        List<Func<IReadOnlyList<string>>> work =
        [
            () => compiler.CompileForKernel(underTest, "hugetlb_vmemmap", isObserved: true),
            () => compiler.CompileForKernel(Path.Combine(harness, "hugetlb.c"), "hugetlb", isObserved: true),
            () => compiler.CompileForKernel(walk, "pagewalk", isObserved: true),
            () => compiler.CompileForKernel(Path.Combine(harness, "failure.c"), "failure", isObserved: true),
            () => compiler.CompileForKernel(Path.Combine(harness, "mapping.c"), "mapping", isObserved: true),
            .. OfKernel.Select(name => (Func<IReadOnlyList<string>>)(() => compiler.CompileForKernel(Path.Combine(harness, $"{name}.c"), name, isObserved: false))),
            .. OfHost.Select(name => (Func<IReadOnlyList<string>>)(() => compiler.Compile(Path.Combine(harness, $"{name}.c"), name))),
        ];
        try
        {
            return [.. work.AsParallel().SelectMany(compile => compile())];
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is BuildException first)
        {
            throw new BuildException(first.Message);
        }
    }

    // What is left undefined when all that is not reachable is left out becomes a function that reports its name.
    private static IReadOnlyList<string> Link(Compiler compiler, string folder)
    {
        List<string> objects = ["hugetlb_vmemmap", "hugetlb", "pagewalk", "failure", "mapping", .. OfKernel, .. OfHost];
        var missing = compiler.Link(objects, Wrapped, ProgramName);
        if (missing.Count == 0)
        {
            return missing;
        }
        var stubs = Path.Combine(folder, StubsName);
        File.WriteAllText(stubs, $"void unmodelled(const char *name);\n{string.Concat(missing.Select(name => $"void {name}(void) {{ unmodelled(\"{name}\"); }}\n"))}");
        _ = compiler.Compile(stubs, "stubs");
        var still = compiler.Link([.. objects, "stubs"], Wrapped, ProgramName);
        return still.Count == 0 ? missing : throw new BuildException($"The kernel's code needs {still[0]}, which can be neither found nor left out.");
    }

    private static bool IsUpToDate(string folder)
    {
        var inputs = Path.Combine(folder, InputsName);
        return File.Exists(inputs) && File.Exists(Path.Combine(folder, ProgramName))
            && File.ReadLines(inputs).AsParallel().All(line => line.Split(' ', 2) is [var sum, var file] && File.Exists(file) && Sum(file) == sum);
    }

    private static IReadOnlyList<string> StubbedIn(string folder)
    {
        var stubs = Path.Combine(folder, StubsName);
        return File.Exists(stubs) ? [.. File.ReadLines(stubs).Skip(1).Select(line => line.Split(' ', '(')[1])] : [];
    }

    private static List<(string Name, string Text)> Sources()
    {
        const string Folder = "source/";
        var assembly = typeof(HarnessBuild).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            return (name[Folder.Length..], reader.ReadToEnd());
        })];
    }

    private static string Key(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];

    private static string Sum(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
