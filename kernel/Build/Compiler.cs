namespace Vmemmap.Kernel.Build;

/// <summary>gcc, with the options that the kernel is compiled with where they matter: a program of the user's machine rather than a kernel comes of it.</summary>
/// <param name="tree">the tree.</param>
/// <param name="harness">the folder with the harness's own files.</param>
/// <param name="folder">the folder with generated headers, where objects go.</param>
internal sealed class Compiler(SourceTree tree, string harness, string folder)
{
    private const string Purpose = "it compiles the kernel's code (apt-get install gcc)";

    // Every load and store of the tree's code is announced: the hooks of the thread sanitizer, without its library.
    private static readonly string[] Observed =
        ["-fsanitize=thread", "--param", "tsan-distinguish-volatile=1", "--param", "tsan-instrument-func-entry-exit=0"];

    // As in the kernel's Makefile and arch/x86/Makefile, as far as what the code means depends on it.
    private static readonly string[] Dialect =
    [
        "-D__KERNEL__", "-DKBUILD_MODNAME=\"harness\"", "-DKBUILD_BASENAME=\"harness\"", "-DKBUILD_MODFILE=\"harness\"",
        "-std=gnu11", "-fms-extensions", "-fshort-wchar", "-funsigned-char", "-fno-common", "-fno-PIE", "-fno-strict-aliasing", "-fno-strict-overflow", "-fno-delete-null-pointer-checks",
        "-fno-stack-protector", "-fcf-protection=none", "-mno-red-zone", "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-avx", "-m64", "-mcmodel=small", "-ffunction-sections", "-fdata-sections",
        "-O2", "-g1", "-w",

        // Copies must be calls, or nobody sees them.
        "-fno-builtin-memcpy", "-fno-builtin-memset", "-fno-builtin-memmove",
    ];

    // What the harness itself copies is no point where another actor may run: the linker's names for the C library's own functions.
    private static readonly string[] Unwatched = ["-Dmemcpy=__real_memcpy", "-Dmemset=__real_memset", "-Dmemmove=__real_memmove", "-fno-tree-loop-distribute-patterns"];

    private IEnumerable<string> ForKernel =>
    [
        "-nostdinc", "-I", Path.Combine(harness, "include"),
        "-I", tree.PathOf("arch/x86/include"), "-I", InFolder("arch/x86/include/generated"), "-I", tree.PathOf("include"), "-I", InFolder("include"),
        "-I", tree.PathOf("arch/x86/include/uapi"), "-I", InFolder("arch/x86/include/generated/uapi"), "-I", tree.PathOf("include/uapi"), "-I", InFolder("include/generated/uapi"),
        "-include", tree.PathOf("include/linux/compiler-version.h"), "-include", tree.PathOf("include/linux/kconfig.h"), "-include", tree.PathOf("include/linux/compiler_types.h"),
        .. Dialect,
        "-I", tree.Root, "-I", tree.PathOf("mm"), "-I", harness,
    ];

    /// <summary>The assembly text of a file of the tree.</summary>
    public string Assembly(string file, params string[] options) => Tools.Run("gcc", [.. ForKernel, .. options, "-S", "-o", "-", file], Purpose);

    /// <summary>Compiles a file against the kernel's headers.</summary>
    /// <param name="file">its path.</param>
    /// <param name="name">the name of the object.</param>
    /// <param name="isObserved">it is code under test.</param>
    /// <returns>the files that it was made of.</returns>
    public IReadOnlyList<string> CompileForKernel(string file, string name, bool isObserved) =>
        Compile([.. ForKernel, .. isObserved ? Observed : []], file, name);

    /// <summary>Compiles a file of the harness against the C library.</summary>
    /// <returns>the files that it was made of.</returns>
    public IReadOnlyList<string> Compile(string file, string name) => Compile(["-O2", "-g1", "-Wall", "-Wextra", "-fno-PIE", .. Unwatched, "-I", harness], file, name);

    /// <summary>Links objects into a program; what no object defines and the program would need comes back instead.</summary>
    /// <param name="names">names of objects.</param>
    /// <param name="wrapped">functions that are entered and left through the harness.</param>
    /// <param name="program">its name.</param>
    public IReadOnlyList<string> Link(IEnumerable<string> names, IEnumerable<string> wrapped, string program)
    {
        var (exitCode, _, error) = Tools.TryRun("gcc",
            ["-no-pie", "-Wl,--gc-sections", .. wrapped.Select(function => $"-Wl,--wrap={function}"), .. names.Select(Object), "-o", InFolder(program)], Purpose);
        if (exitCode == 0)
        {
            return [];
        }
        const string Undefined = "undefined reference to `";
        var missing = error.Split('\n')
            .Where(line => line.Contains(Undefined, StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(Undefined, StringComparison.Ordinal) + Undefined.Length)..].TrimEnd('\'', '\r'))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        return missing.Count > 0 ? missing : throw new BuildException($"gcc failed to link the kernel's code: {Tools.FirstError(error)}");
    }

    private List<string> Compile(IEnumerable<string> options, string file, string name)
    {
        var dependencies = InFolder($"{name}.d");
        _ = Tools.Run("gcc", [.. options, "-MD", "-MF", dependencies, "-c", file, "-o", Object(name)], Purpose);
        // A rule of make: the target, a colon, and files, with a backslash before each end of line.
        var rule = File.ReadAllText(dependencies);
        return [.. rule[(rule.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries)];
    }

    private string Object(string name) => InFolder($"{name}.o");

    private string InFolder(string name) => Path.Combine(folder, name);
}
