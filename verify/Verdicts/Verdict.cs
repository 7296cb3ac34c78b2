using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Verify.Verdicts;

/// <summary>What is known of one invariant of one design.</summary>
public enum Ruling
{
    /// <summary>Proved by induction, for every size and interleaving.</summary>
    Proved,

    /// <summary>Violated by a trace that was replayed.</summary>
    Refuted,

    /// <summary>Neither: a failure of the suite.</summary>
    Undecided,
}

/// <summary>A verdict, and whether it is the one that the design expects.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Ids">numbers of the properties that it covers.</param>
/// <param name="Ruling">the verdict.</param>
/// <param name="Expectation">the refutation that the design is known for, or null where a proof is expected.</param>
/// <param name="Obligations">proof obligations that the verdict rests on; 0 for a refutation.</param>
/// <param name="Seconds">wall-clock time of the engine that gave it, for all verdicts it gave on the design.</param>
/// <param name="Counterexample">the shortest trace to a violation, or null.</param>
public sealed record Verdict(
    string Design, string Invariant, IReadOnlyList<string> Ids, Ruling Ruling, Expectation? Expectation,
    int Obligations, double Seconds, Trace? Counterexample)
{
    /// <summary>Where the design was read: releases, commits, mails, or notes where there was nothing better.</summary>
    public required string Source { get; init; }

    /// <summary>The run that a mail or commit is about, replayed, where the design has one.</summary>
    public ToldRun? Telling { get; init; }

    /// <summary>Where the proofs of the design broke first: what to look at when this verdict is not the expected one.</summary>
    public IReadOnlyList<Obligation> Broken { get; init; } = [];

    /// <summary>Why it is undecided: the obligation to look at first. Null where it is decided.</summary>
    public Obstacle? Obstacle { get; init; }

    /// <summary>What came of the corrections with which it is said to hold; null unless refuted as expected, and where none are named.</summary>
    public RemedyVerdict? Remedy { get; init; }

    /// <summary>The verdict that the design expects.</summary>
    public Ruling Expected => Expectation is null ? Ruling.Proved : Ruling.Refuted;

    /// <summary>Why a refutation is expected, or null.</summary>
    public string? Reason => Expectation?.Reason;

    /// <summary>The verdict is the expected one, and a refutation is of the length and by the step that it was measured with, and does not survive its remedy.</summary>
    public bool IsExpected => IsAsMeasured && Remedy is not { IsProved: false };

    /// <summary>The verdict is the expected one, whatever its remedy does.</summary>
    public bool IsAsMeasured => Ruling == Expected && (Ruling != Ruling.Refuted || (Expectation!.Steps, Expectation.LastStep) == (Counterexample!.Moves.Count, LastStep));

    /// <summary>Name of the step that does the damage; null unless refuted, and where runs begin with it.</summary>
    public string? LastStep => Counterexample is { Moves: [.., var last] } ? last.Step : null;
}
