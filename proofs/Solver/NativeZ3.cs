using System.Reflection;
using System.Runtime.InteropServices;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Binds <c>Microsoft.Z3</c> to a native library. The package carries none for Linux, where the library is, in this order, the file
/// <c>LIBZ3_PATH</c> names, the file the build put beside the program (see <c>NativeZ3.targets</c>), or the system's.
/// </summary>
internal static class NativeZ3
{
    private const string PathVariable = "LIBZ3_PATH";
    private const string ImportName = "libz3";
    private const string FetchedFile = "libz3.so.4";

    // An entry point of every Z3 that the managed side can talk to; a file without it is some other library.
    private const string EntryPoint = "Z3_get_full_version";

    // That of Debian 12 and Ubuntu 24.04: the oldest that the gate was run with.
    private static readonly Version Oldest = new(4, 8, 12);

    private static readonly Assembly Managed = typeof(Microsoft.Z3.Context).Assembly;
    private static readonly Lazy<nint> Library = new(Load);

    private static readonly Lazy<string> Hash = new(() => LibraryFiles.Identity(Library.Value));

    /// <summary>Which library it is, to the byte.</summary>
    /// <exception cref="SolverUnavailableException">No usable library was found.</exception>
    public static string Identity => Hash.Value;

    /// <summary>Loads the library if that has not happened yet.</summary>
    /// <exception cref="SolverUnavailableException">No usable library was found.</exception>
    public static void Bind() => _ = Library.Value;

    private static nint Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            // The package's own library, by the runtime's own search.
            return NativeLibrary.TryLoad(ImportName, Managed, searchPath: null, out nint own) ? own : throw Unavailable([]);
        }

        nint library = LoadOnLinux();
        NativeHeap.KeepLargeBlocks();
        NativeLibrary.SetDllImportResolver(Managed, (name, _, _) => name == ImportName ? library : 0);
        return library;
    }

    private static nint LoadOnLinux()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } named)
        {
            // Whoever names a library wants that one: falling back to another would prove with a solver nobody asked for.
            return TryLoad(named, out nint chosen, out string? problem)
                ? chosen
                : throw new SolverUnavailableException($"{PathVariable}: {problem ?? $"'{named}' cannot be loaded"}; Z3 {Oldest} or newer is needed.");
        }

        List<string> problems = [];
        string[] candidates = [Path.Combine(AppContext.BaseDirectory, FetchedFile), "libz3.so.4", "libz3.so"];
        foreach (string candidate in candidates)
        {
            if (TryLoad(candidate, out nint library, out string? problem))
                return library;

            if (problem is not null)
                problems.Add(problem);
        }

        throw Unavailable(problems);
    }

    private static bool TryLoad(string pathOrName, out nint library, out string? problem)
    {
        problem = null;
        if (!NativeLibrary.TryLoad(pathOrName, out library))
        {
            problem = WhyNot(pathOrName);
            return false;
        }

        problem = NativeLibrary.TryGetExport(library, EntryPoint, out nint version)
            ? ProblemOf(Marshal.PtrToStringUTF8(Marshal.GetDelegateForFunctionPointer<FullVersion>(version)()), pathOrName)
            : $"{FileOf(pathOrName)} is not Z3";
        if (problem is null)
            return true;

        NativeLibrary.Free(library);
        return false;
    }

    // A file that is there, and for which there is no room in the address space, is another matter than one that is not: dlerror(3) tells.
    private static string? WhyNot(string pathOrName)
    {
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(pathOrName));
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message.Contains("failed to map segment", StringComparison.Ordinal) || e.Message.Contains("annot allocate memory", StringComparison.Ordinal)
                ? $"there is no memory for '{pathOrName}'"
                : null;
        }
    }

    private static string? ProblemOf(string? says, string pathOrName)
    {
        // Some releases say "4.8.12.0", others "Z3 4.8.12.0".
        string? number = says?.Split(' ')[^1];
        return Version.TryParse(number, out Version? version) && version >= Oldest ? null : $"{FileOf(pathOrName)} is Z3 {number}";
    }

    // A bare name says nothing about where the loader found it; the map of this process does, while the library is loaded.
    private static string FileOf(string pathOrName)
    {
        string? mapped = Path.IsPathRooted(pathOrName)
            ? null
            : File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.EndsWith($"/{pathOrName}", StringComparison.Ordinal));
        return $"'{mapped?[mapped.IndexOf('/', StringComparison.Ordinal)..] ?? pathOrName}'";
    }

    private static SolverUnavailableException Unavailable(IReadOnlyCollection<string> problems) => new(
        $"No usable Z3 library was found{(problems.Count == 0 ? "" : $" ({string.Join("; ", problems.Distinct())})")}: "
        + $"Z3 {Oldest} or newer is needed, so run 'apt-get install libz3-4', or set {PathVariable} to a libz3 library.");

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint FullVersion();
}
