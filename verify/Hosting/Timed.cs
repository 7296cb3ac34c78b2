using System.Diagnostics;

namespace Vmemmap.Verify.Hosting;

/// <summary>Work with the time it takes.</summary>
internal static class Timed
{
    /// <summary>What a piece of work gives, and how many seconds it took.</summary>
    public static (T Result, double Seconds) Run<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        return (result, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
