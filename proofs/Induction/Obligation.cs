namespace Vmemmap.Proofs.Induction;

/// <summary>How an obligation ended.</summary>
public enum Outcome
{
    /// <summary>The negation is unsatisfiable.</summary>
    Proved,

    /// <summary>The negation is satisfiable, with every instance of the assumptions that was asked for.</summary>
    Failed,

    /// <summary>The solver gave up within its resource limit: no verdict.</summary>
    Undecided,
}

/// <summary>One thing to prove, and how it went.</summary>
/// <param name="Invariant">name of the invariant.</param>
/// <param name="Step">name of the step that must preserve it; or <see cref="Initially"/>, or <see cref="Implied"/> for a property that must follow from the lemmas.</param>
/// <param name="Outcome">how it ended.</param>
/// <param name="IsTrivial">the step leaves the formula as it is, so nothing was asked of the solver.</param>
/// <param name="Resources">the solver's deterministic resource count.</param>
/// <param name="Seconds">wall-clock time, in seconds.</param>
public sealed record Obligation(string Invariant, string Step, Outcome Outcome, bool IsTrivial, uint Resources, double Seconds)
{
    /// <summary>The step name of "it holds initially".</summary>
    public const string Initially = "initially";

    /// <summary>The step name of "it follows from the lemmas".</summary>
    public const string Implied = "implied";
}

/// <summary>What an induction showed.</summary>
/// <param name="Proved">names of all invariants proved: lemmas and properties; none where no property is left that these lemmas may imply.</param>
/// <param name="Obligations">everything that was to be proved, in a fixed order.</param>
/// <param name="Obstacles">the obligations at which the proof broke first, every lemma being assumed; empty where it did not. Later failures follow from these.</param>
public sealed record InductionResult(IReadOnlySet<string> Proved, IReadOnlyList<Obligation> Obligations, IReadOnlyList<Obligation> Obstacles)
{
    /// <summary>What the proofs of the steps needed.</summary>
    public required Experience Experience { get; init; }
}
