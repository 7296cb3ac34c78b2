using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vmemmap.Proofs.Solver;

/// <summary>Tells one native library from another by what is in its files, whatever it says of itself.</summary>
internal static class LibraryFiles
{
    // Where the loader is told to put other code before that of the library: ld.so(8).
    private static readonly string[] Interposing = ["LD_PRELOAD", "LD_AUDIT"];

    /// <summary>
    /// SHA-256 of every file that an entry point of <c>Microsoft.Z3</c> lies in: a library may have some of its own and the rest from another one.
    /// Where a file cannot be told or read, or is no longer the one that was loaded, a text that no other process gives.
    /// </summary>
    /// <param name="library">the handle of the library.</param>
    public static string Identity(nint library)
    {
        try
        {
            var preloaded = Interposing.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.value is { Length: > 0 });
            return string.Join(", ", [.. FilesOf(library).Select(file => $"sha256 {Sum(file)}"), .. preloaded.Select(variable => $"{variable.name} {variable.value}")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"unknown library {Guid.NewGuid():N}";
        }
    }

    private static SortedSet<string> FilesOf(nint library)
    {
        using var process = Process.GetCurrentProcess();
        var modules = process.Modules.Cast<ProcessModule>().ToList();
        SortedSet<string> files = new(StringComparer.Ordinal);
        foreach (var name in EntryPoints())
        {
            // What the package knows and the library does not is never called.
            if (NativeLibrary.TryGetExport(library, name, out var address))
            {
                var module = modules.Find(module => address >= module.BaseAddress && address - module.BaseAddress < module.ModuleMemorySize);
                files.Add(module?.FileName ?? throw new IOException($"The file of {name} is not known."));
            }
        }
        return files;
    }

    private static IEnumerable<string> EntryPoints() => typeof(Microsoft.Z3.Context).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(method => method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint)
        .OfType<string>();

    private static string Sum(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
