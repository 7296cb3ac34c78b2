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

    // Where there are more threads than cores, whoever has work comes first.
    private const int PollsBetweenYields = 8;

    // So far apart that two counters are never in one cache line.
    private const int Apart = 16;

    private SemaphoreSlim[] starts = [];
    private Thread[] threads = [];

    // Of the range of parts of each thread, the next that nobody has taken.
    private readonly long[] next;
    private Action<int> work = _ => { };
    private int parts;
    private int busy;
    private Exception? failure;

    /// <param name="count">threads in all, the asking one included.</param>
    public Workers(int count)
    {
        Count = count;
        next = new long[(count + 1) * Apart];
    }

    private int Count { get; }

    /// <summary>Does all parts of a piece of work; what one of them complains of is told as if there were one thread only.</summary>
    /// <param name="count">how many parts.</param>
    /// <param name="part">does one.</param>
    /// <param name="alone">the piece is too small to be shared: others would be awake for longer than they had anything to do.</param>
    public void Run(int count, Action<int> part, bool alone)
    {
        if (alone)
        {
            for (var number = 0; number < count; number++)
            {
                part(number);
            }
            return;
        }
        Start();
        (work, parts, failure) = (part, count, null);
        for (var thread = 0; thread < Count; thread++)
        {
            next[(thread + 1) * Apart] = EndOf(thread - 1);
        }
        Volatile.Write(ref busy, threads.Length);
        Array.ForEach(starts, start => start.Release());
        TakeParts(0);
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

    // Where no piece is shared there are no threads.
    private void Start()
    {
        if (starts.Length == Count - 1)
        {
            return;
        }
        starts = [.. Enumerable.Range(1, Count - 1).Select(_ => new SemaphoreSlim(0))];
        threads = [.. starts.Select((start, number) => new Thread(() => Serve(start, number + 1)) { IsBackground = true, Name = "explorer" })];
        Array.ForEach(threads, thread => thread.Start());
    }

    private void Serve(SemaphoreSlim start, int thread)
    {
        while (true)
        {
            for (var polls = 0; polls < Patience && start.CurrentCount == 0; polls++)
            {
                Thread.SpinWait(10);
                if (polls % PollsBetweenYields == 0)
                {
                    Thread.Yield();
                }
            }
            start.Wait();
            if (parts < 0)
            {
                return;
            }
            TakeParts(thread);
            Interlocked.Decrement(ref busy);
        }
    }

    // First those of its own range, then what is left of the others': threads that worked on neighbours would write to the same cache lines.
    private void TakeParts(int thread)
    {
        try
        {
            for (var turn = 0; turn < Count; turn++)
            {
                var owner = (thread + turn) % Count;
                while (Interlocked.Increment(ref next[(owner + 1) * Apart]) - 1 is var part && part < EndOf(owner) && failure is null)
                {
                    work((int)part);
                }
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
    }

    private int EndOf(int thread) => (int)((thread + 1L) * parts / Count);
}
