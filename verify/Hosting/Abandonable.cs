using System.Runtime.ExceptionServices;

namespace Vmemmap.Verify.Hosting;

/// <summary>
/// Work that cannot be interrupted itself: opening a FIFO that nobody writes to, a library's call. Who interrupts it is let go at once; the work is left to the end of
/// the process, so it must change nothing that anybody else looks at.
/// </summary>
internal static class Abandonable
{
    /// <summary>What the work gives.</summary>
    /// <param name="work">the work.</param>
    /// <param name="cancellation">ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public static T Run<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // Not one of the pool's threads: they may all be busy. In the background, so that the process may end before it.
        new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }) { IsBackground = true }.Start();
        try
        {
            done.Task.Wait(cancellation);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return done.Task.Result;
    }
}
