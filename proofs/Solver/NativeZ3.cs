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

    private static readonly Assembly Managed = typeof(Microsoft.Z3.Context).Assembly;
    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Loads the library if that has not happened yet.</summary>
    /// <exception cref="SolverUnavailableException">No usable library was found.</exception>
    public static void Bind() => _ = Library.Value;

    private static nint Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            // The package's own library, by the runtime's own search.
            return NativeLibrary.TryLoad(ImportName, Managed, searchPath: null, out nint own) ? own : throw Unavailable();
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
            return TryLoad(named, out nint chosen)
                ? chosen
                : throw new SolverUnavailableException($"{PathVariable} names '{named}', which is not a loadable Z3 library.");
        }

        string[] candidates = [Path.Combine(AppContext.BaseDirectory, FetchedFile), "libz3.so.4", "libz3.so"];
        foreach (string candidate in candidates)
        {
            if (TryLoad(candidate, out nint library))
                return library;
        }

        throw Unavailable();
    }

    private static bool TryLoad(string pathOrName, out nint library)
    {
        if (!NativeLibrary.TryLoad(pathOrName, out library))
            return false;

        if (NativeLibrary.TryGetExport(library, EntryPoint, out _))
            return true;

        NativeLibrary.Free(library);
        return false;
    }

    private static SolverUnavailableException Unavailable() => new(
        $"Z3's native library was not found: run 'apt-get install libz3-4', or set {PathVariable} to a libz3 library.");
}
