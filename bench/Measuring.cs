using System.Diagnostics;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Bench;

/// <summary>How things are measured.</summary>
/// <param name="repeat">runs of each.</param>
/// <param name="isPatient">what takes minutes is measured too.</param>
/// <param name="terminal">where output goes.</param>
/// <param name="cancellation">ends it.</param>
internal sealed class Measuring(int repeat, bool isPatient, Terminal terminal, CancellationToken cancellation)
{
    /// <summary>Long enough for the runtime to compile anew what runs often.</summary>
    public const double WarmUpSeconds = 2;

    /// <summary>Runs of each.</summary>
    public int Repeat => repeat;

    /// <summary>What takes minutes is measured too.</summary>
    public bool IsPatient => isPatient;

    /// <summary>Where output goes.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The run whose time is the median, of an even number the slower of the two in the middle.</summary>
    /// <param name="name">what is measured.</param>
    /// <param name="warmsUp">it is compiled while it runs, so it is run before.</param>
    /// <param name="run">one run.</param>
    /// <param name="seconds">how long it took.</param>
    public T Median<T>(string name, bool warmsUp, Func<T> run, Func<T, double> seconds)
    {
        var start = Stopwatch.GetTimestamp();
        while (warmsUp && Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds)
        {
            terminal.Progress($"{name}: warming up");
            _ = Once(run);
        }
        List<T> runs = [];
        for (var number = 1; number <= repeat; number++)
        {
            terminal.Progress($"{name}: run {number} of {repeat}");
            runs.Add(Once(run));
        }
        terminal.EndProgress();
        return runs.OrderBy(seconds).ElementAt(repeat / 2);
    }

    private T Once<T>(Func<T> run)
    {
        cancellation.ThrowIfCancellationRequested();
        var result = run();
        cancellation.ThrowIfCancellationRequested();
        return result;
    }
}
