using System.Runtime.InteropServices;

namespace Vmemmap.Verify.Hosting;

/// <summary>
/// Has a last word where a native library ends the process: Z3 does so where it runs out of memory, past all managed code; in its parser by <c>exit(3)</c> and without a word, where an exception may not leave
/// a function by <c>std::terminate()</c>.
/// </summary>
internal sealed class NativeExit : IDisposable
{
    // Each thread that asks the library something may end the process. A second exit(3) goes on behind the handler that the first one is in, and would be over before it: so it finds another, and waits there.
    private const int Threads = 64;

    // Names this handler among those of the process, so that it can be taken back: once the runtime is gone it must not be called.
    private readonly nint owner = Marshal.AllocHGlobal(1);
    private readonly Handler handler;
    private readonly TerminateHandler terminateHandler;
    private readonly nint? terminatesBefore;
    private bool isOver;
    private int isSaid;

    private NativeExit(Func<int> lastWord)
    {
        handler = _ => SayIt();
        for (var thread = 0; thread < Threads; thread++)
        {
            _ = Register(handler, argument: 0, owner);
        }
        terminateHandler = SayIt;
        terminatesBefore = TrySetTerminate(Marshal.GetFunctionPointerForDelegate(terminateHandler));

        void SayIt()
        {
            if (isOver)
            {
                return;
            }
            if (Interlocked.Exchange(ref isSaid, 1) != 0)
            {
                Thread.Sleep(Timeout.Infinite);
            }
            EndProcess(lastWord());
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Handler(nint argument);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void TerminateHandler();

    /// <summary>Watches until it is disposed.</summary>
    /// <param name="lastWord">called where the process is ended; gives the exit code.</param>
    /// <returns>Null where the C library has no such handlers that can be taken back.</returns>
    public static NativeExit? Watch(Func<int> lastWord)
    {
        try
        {
            return OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? new(lastWord) : null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The rest of the process's life is its own.</summary>
    public void Dispose()
    {
        isOver = true;
        Unregister(owner);
        if (terminatesBefore is { } before)
        {
            _ = SetTerminate(before);
        }
        Marshal.FreeHGlobal(owner);
        GC.KeepAlive(handler);
        GC.KeepAlive(terminateHandler);
    }

    // Null where the C++ library is none that is shared.
    private static nint? TrySetTerminate(nint handler)
    {
        try
        {
            return SetTerminate(handler);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    // The C++ ABI's atexit(3), which the C library does not export under that name; calls the owner's handlers when it takes them back.
    [DllImport("libc", EntryPoint = "__cxa_atexit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Register(Handler handler, nint argument, nint owner);

    [DllImport("libc", EntryPoint = "__cxa_finalize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Unregister(nint owner);

    // std::set_terminate(), by the name that C++ gives it.
    [DllImport("libstdc++.so.6", EntryPoint = "_ZSt13set_terminatePFvvE")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint SetTerminate(nint handler);

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void EndProcess(int exitCode);
}
