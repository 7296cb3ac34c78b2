using System.Text.RegularExpressions;

namespace Vmemmap.Kernel.Build;

/// <summary>A kernel's source tree on the user's disk. It is only read.</summary>
public sealed class SourceTree
{
    // Folders that the compiler reads; a tree may lack all others.
    private static readonly string[] Needed =
    [
        "Makefile", "mm/hugetlb_vmemmap.c", "mm/hugetlb.c", "mm/pagewalk.c", "mm/memory-failure.c", "mm/internal.h", "include/linux/mm.h", "arch/x86/include/asm/pgtable.h", "arch/x86/entry/syscalls/syscall_64.tbl",
        "kernel/bounds.c", "kernel/time/timeconst.bc", "include/asm-generic/Kbuild", "arch/x86/include/asm/Kbuild",
    ];

    private SourceTree(string root, int version, int patchLevel, int sublevel)
    {
        (Root, Version, PatchLevel, Sublevel) = (root, version, patchLevel, sublevel);
        Design = KnownRelease.Of(version, patchLevel, sublevel).Design;
    }

    /// <summary>Its folder, a full path.</summary>
    public string Root { get; }

    /// <summary>VERSION of its Makefile.</summary>
    public int Version { get; }

    /// <summary>PATCHLEVEL.</summary>
    public int PatchLevel { get; }

    /// <summary>SUBLEVEL.</summary>
    public int Sublevel { get; }

    /// <summary>The release.</summary>
    public string Release => $"{Version}.{PatchLevel}.{Sublevel}";

    /// <summary>The name of the design that its code is taken for.</summary>
    public string Design { get; }

    /// <summary>Looks at a folder.</summary>
    /// <exception cref="BuildException">It is no tree that can be built.</exception>
    public static SourceTree Open(string folder)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new BuildException($"There is no folder '{folder}': a kernel's source tree is expected.");
        }
        if (Needed.FirstOrDefault(file => !File.Exists(Path.Combine(root, file))) is { } missing)
        {
            throw new BuildException($"'{folder}' is no source tree that can be built for x86-64: it has no {missing}.");
        }
        var makefile = File.ReadAllText(Path.Combine(root, "Makefile"));
        return new(root, Number(makefile, "VERSION"), Number(makefile, "PATCHLEVEL"), Number(makefile, "SUBLEVEL"));

        int Number(string text, string name) => int.TryParse(Assignment(name).Match(text).Groups[1].Value, out var number)
            ? number
            : throw new BuildException($"The Makefile of '{folder}' does not say {name}: it is not the top of a kernel's source tree.");
    }

    /// <summary>The full path of a file of the tree.</summary>
    public string PathOf(string file) => Path.Combine(Root, file);

    private static Regex Assignment(string name) => new($@"^{name} = (\d+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
