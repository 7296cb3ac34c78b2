using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Exploration;

/// <summary>Why an exploration ended.</summary>
public enum Ending
{
    /// <summary>Every state within the bounds was walked.</summary>
    Complete,

    /// <summary>All that was looked for was found.</summary>
    Found,

    /// <summary>As many states as allowed were reached.</summary>
    States,

    /// <summary>As much memory as allowed was used.</summary>
    Memory,

    /// <summary>The user interrupted it.</summary>
    Interrupted,
}

/// <summary>What an exploration found.</summary>
/// <param name="States">distinct states reached.</param>
/// <param name="Transitions">enabled steps in all those walked.</param>
/// <param name="Depth">levels walked completely: all states of up to one step less.</param>
/// <param name="Waiting">states reached whose successors are not known.</param>
/// <param name="Bytes">memory used for states.</param>
/// <param name="Ending">why it ended.</param>
/// <param name="Violations">the shortest trace to each invariant found violated, and to each table whose range is left.</param>
/// <param name="Fired">how often each step was taken.</param>
public sealed record ExplorationResult(
    long States, long Transitions, int Depth, long Waiting, long Bytes, Ending Ending,
    IReadOnlyDictionary<string, Trace> Violations, IReadOnlyDictionary<string, long> Fired)
{
    /// <summary>Was every state within the bounds walked?</summary>
    public bool IsComplete => Ending == Ending.Complete;
}

/// <summary>How far an exploration is.</summary>
/// <param name="Depth">levels walked completely.</param>
/// <param name="States">distinct states reached.</param>
/// <param name="Waiting">those whose successors are not known.</param>
/// <param name="Bytes">memory used for states.</param>
/// <param name="StatesPerSecond">states reached in a second, in this run.</param>
public readonly record struct ExplorationProgress(int Depth, long States, long Waiting, long Bytes, double StatesPerSecond)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"depth {Depth}, {States:N0} states ({StatesPerSecond:N0}/s), {Waiting:N0} waiting, {Bytes >> 20:N0} MiB";
}
