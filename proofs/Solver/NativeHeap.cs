using System.Runtime.InteropServices;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Tunes the C library's allocator for Z3. Every context allocates one block of about 16 MB (bytes); glibc may map it afresh each time, and
/// then the kernel clears 4096 pages per query: 160 instead of 2200 small queries a second, depending on what was freed before.
/// </summary>
internal static class NativeHeap
{
    // <malloc.h>: parameters of mallopt(3).
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    // The largest threshold glibc accepts (HEAP_MAX_SIZE / 2), in bytes.
    private const int LargestMmapThreshold = 32 << 20;

    // Free memory kept at the top of a heap, in bytes.
    private const int KeptFree = 128 << 20;

    /// <summary>Keeps blocks as large as Z3's in the heap. Changes speed only; does nothing where the C library has no such knob.</summary>
    public static void KeepLargeBlocks()
    {
        try
        {
            _ = SetOption(MmapThreshold, LargestMmapThreshold);
            _ = SetOption(TrimThreshold, KeptFree);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Not glibc: its allocator does not have the problem either.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int parameter, int value);
}
