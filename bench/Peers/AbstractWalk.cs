using System.Diagnostics;
using Vmemmap.Model;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;

namespace Vmemmap.Bench.Peers;

/// <summary>What our explorer found in the abstract model.</summary>
/// <param name="States">distinct states.</param>
/// <param name="Transitions">enabled steps in all of them.</param>
/// <param name="Deepest">steps to the state that is farthest from the initial one.</param>
/// <param name="Violated">for each invariant violated, steps to the nearest violation.</param>
/// <param name="Bytes">bytes that the states occupy.</param>
/// <param name="Seconds">seconds of the walk, without the making of its code.</param>
public sealed record AbstractWalkResult(
    long States, long Transitions, int Deepest, IReadOnlyDictionary<string, int> Violated, long Bytes, double Seconds);

/// <summary>One walk of the abstract model by our explorer.</summary>
public sealed class AbstractWalk
{
    private readonly Recording recording;
    private readonly PackedWalk walk;

    /// <summary>Makes the code of the steps and the invariants.</summary>
    /// <param name="recording">the model.</param>
    /// <param name="threads">worker threads, 0 for one per core.</param>
    public AbstractWalk(Recording recording, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(recording);
        this.recording = recording;
        PackedLayout layout = new(recording.Tables, recording.Scope);
        ViolationTest[] tests = [.. recording.Invariants.Select(i => InvariantCode.Compile(i, layout, recording.Scope))];
        walk = new PackedWalk(recording, layout, tests.Length, (state, goal) => tests[goal](state), threads);
    }

    /// <summary>Walks all states, or until one violates the invariant named. Once only: the states stay with the walk.</summary>
    /// <exception cref="OperationCanceledException">it was interrupted.</exception>
    public AbstractWalkResult Run(string? until = null, CancellationToken cancellation = default)
    {
        Dictionary<string, int> violated = [];
        var start = Stopwatch.GetTimestamp();
        walk.Run(
            (goal, path) => violated[recording.Invariants[goal].Name] = path.Count,
            () => cancellation.IsCancellationRequested || until is not null && violated.ContainsKey(until),
            onWave: null,
            (table, path) => throw new InvalidOperationException($"Step {path.Count} of the abstract model leaves the range of '{table}'."));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cancellation.ThrowIfCancellationRequested();
        return new(walk.Count, walk.Fired.Sum(), walk.Depth - 1, violated, walk.Bytes, seconds);
    }
}
