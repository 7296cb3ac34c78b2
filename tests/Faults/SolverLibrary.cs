using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Faults;

/// <summary>The native library of this process's solver, and copies of it that are not quite it.</summary>
internal static class SolverLibrary
{
    /// <summary>Of the libraries that this process has loaded, Z3 among them, the one whose path contains a text.</summary>
    public static string LoadedFile(string contains) => Mapped(line => line.Contains(contains, StringComparison.Ordinal)).File;

    /// <summary>Writes a copy that says it is of another version of the same length.</summary>
    public static string WithVersion(string file, string version)
    {
        var library = File.ReadAllBytes(LoadedFile("/libz3"));
        var at = library.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{Z3Solver.Version}\0"));
        Assert.True(at > 0, "The library does not hold its version as text.");
        Encoding.ASCII.GetBytes(version).CopyTo(library, at);
        File.WriteAllBytes(file, library);
        return file;
    }

    /// <summary>Writes a copy that does all that the library does, and is not it to the byte.</summary>
    public static string WithAnotherByte(string file)
    {
        File.WriteAllBytes(file, [.. File.ReadAllBytes(LoadedFile("/libz3")), 0]);
        return file;
    }

    /// <summary>Writes a copy that answers "unsatisfiable" to everything.</summary>
    public static string ThatLies(string file)
    {
        var library = File.ReadAllBytes(LoadedFile("/libz3"));
        var handle = NativeLibrary.Load(LoadedFile("/libz3"));
        var check = (long)NativeLibrary.GetExport(handle, "Z3_solver_check");
        NativeLibrary.Free(handle);
        var (start, offset, _) = Mapped(line => Range(line) is var (from, to) && from <= check && check < to);

        // return -1 (Z3_L_FALSE): the first thing that the function does.
        byte[] lie = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => [0xB8, 0xFF, 0xFF, 0xFF, 0xFF, 0xC3],
            Architecture.Arm64 => [0x00, 0x00, 0x80, 0x12, 0xC0, 0x03, 0x5F, 0xD6],
            var other => throw new NotSupportedException($"How {other} says 'return -1' is not written here."),
        };
        lie.CopyTo(library, check - start + offset);
        File.WriteAllBytes(file, library);
        return file;
    }

    // proc(5): address range, permissions, offset in the file, device, inode, path.
    private static (long Start, long Offset, string File) Mapped(Func<string, bool> isMeant)
    {
        _ = Z3Solver.Version;
        var line = File.ReadLines("/proc/self/maps").First(isMeant);
        return (Range(line).From, Hex(line.Split(' ')[2]), line[line.IndexOf('/', StringComparison.Ordinal)..]);
    }

    private static (long From, long To) Range(string line) => (Hex(line[..line.IndexOf('-', StringComparison.Ordinal)]), Hex(line[(line.IndexOf('-', StringComparison.Ordinal) + 1)..line.IndexOf(' ', StringComparison.Ordinal)]));

    private static long Hex(string digits) => long.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
