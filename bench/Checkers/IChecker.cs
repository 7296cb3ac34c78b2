using Vmemmap.Bench.Peers;

namespace Vmemmap.Bench.Checkers;

/// <summary>A model checker that can walk all states of the abstract model.</summary>
public interface IChecker
{
    /// <summary>What it is called.</summary>
    string Name { get; }

    /// <summary>How many cores it uses.</summary>
    int Cores { get; }

    /// <summary>It needs a run before the one that is measured: it is compiled while it runs, and lives on afterwards.</summary>
    bool WarmsUp { get; }

    /// <summary>More transitions than this take it minutes, so they are walked only for those who have them.</summary>
    long MostTransitions { get; }

    /// <summary>Why it cannot be asked here, in a word or two; null where it can.</summary>
    string? Missing { get; }

    /// <summary>Does what is done once: recording, translation, compilation.</summary>
    /// <param name="size">the model, with its counts to dimension tables by.</param>
    /// <param name="withInvariants">check every invariant in every state, or count states only.</param>
    /// <param name="cancellation">ends it.</param>
    /// <exception cref="ProgramFailedException">a program that it needs failed.</exception>
    IPreparedChecker Prepare(CountedSize size, bool withInvariants, CancellationToken cancellation);
}

/// <summary>A checker ready to walk.</summary>
public interface IPreparedChecker : IDisposable
{
    /// <summary>Walks all states.</summary>
    /// <exception cref="ProgramFailedException">the program failed, or found an invariant violated.</exception>
    Walked Walk(CancellationToken cancellation);
}

/// <summary>What a checker found, in the terms of the model.</summary>
/// <param name="States">distinct states.</param>
/// <param name="Transitions">enabled steps in all of them.</param>
/// <param name="Seconds">wall-clock seconds: of the walk, or of the whole process.</param>
/// <param name="Bytes">bytes of the states and of the table that finds them, where it says.</param>
public sealed record Walked(long States, long Transitions, double Seconds, double? Bytes);
