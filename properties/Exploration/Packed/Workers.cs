using System.Runtime.ExceptionServices;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>
/// Threads that do the parts of one piece of work after the other. A piece takes about a millisecond, and a thread of the pool that was sent to sleep needs a
/// good part of that to wake up: these stay awake for a while. The thread that asks does its share.
/// </summary>
internal sealed class Workers : IDisposable
{
    // Polls of some tens of nanoseconds each: longer than the coordinator ever needs between two pieces.
    private const int Patience = 10_000;

    private readonly SemaphoreSlim[] starts;
    private readonly Thread[] threads;
    private Action<int> work = _ => { };
    private int parts;
    private int taken;
    private int busy;
    private Exception? failure;

    /// <param name="count">threads in all, the asking one included.</param>
    public Workers(int count)
    {
        starts = [.. Enumerable.Range(1, count - 1).Select(_ => new SemaphoreSlim(0))];
        threads = [.. starts.Select(start => new Thread(() => Serve(start)) { IsBackground = true, Name = "explorer" })];
        Array.ForEach(threads, thread => thread.Start());
    }

    /// <summary>Does all parts of a piece of work; what one of them complains of is told as if there were one thread only.</summary>
    public void Run(int count, Action<int> part)
    {
        (work, parts, taken, failure) = (part, count, 0, null);
        Volatile.Write(ref busy, threads.Length);
        Array.ForEach(starts, start => start.Release());
        TakeParts();
        SpinWait wait = default;
        while (Volatile.Read(ref busy) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        parts = -1;
        Array.ForEach(starts, start => start.Release());
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(starts, start => start.Dispose());
    }

    private void Serve(SemaphoreSlim start)
    {
        while (true)
        {
            for (var polls = 0; polls < Patience && start.CurrentCount == 0; polls++)
            {
                Thread.SpinWait(10);
            }
            start.Wait();
            if (parts < 0)
            {
                return;
            }
            TakeParts();
            Interlocked.Decrement(ref busy);
        }
    }

    private void TakeParts()
    {
        try
        {
            while (Interlocked.Increment(ref taken) - 1 is var part && part < parts)
            {
                work(part);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
            Volatile.Write(ref taken, parts);
        }
    }
}
