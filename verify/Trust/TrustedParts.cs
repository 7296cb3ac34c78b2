namespace Vmemmap.Verify.Trust;

/// <summary>
/// The list: which files must be believed, and for which verdicts. Tests hold it against the code, symbol by symbol: what these files reach for is in these
/// files. What is not here may be wrong, as long as the program hands on the verdicts it reached: it can lose one but never make a false one.
/// </summary>
public static class TrustedParts
{
    /// <summary>The part that says what must hold.</summary>
    public const string Invariants = "invariants";

    /// <summary>The part that says what a machine remembers, and how it begins.</summary>
    public const string State = "state";

    /// <summary>The part that says what can happen.</summary>
    public const string Steps = "steps";

    /// <summary>The part that says what is proved of what.</summary>
    public const string Theorem = "theorem";

    /// <summary>Never believed, whatever folder they stand in: the lemmas and weights beside the steps of a part.</summary>
    public static IReadOnlyList<string> Never { get; } = ["**/*.Proof.cs"];

    /// <summary>All parts, in the order in which to read them.</summary>
    public static IReadOnlyList<TrustedPart> All { get; } =
    [
        new("vocabulary", Kinds.Every, "model/Logic/*.cs", "model/Usings.cs"),
        new(State, Kinds.Every, "model/Memory/*.cs", "model/Control/*.cs"),
        new("machine", Kinds.Every,
            "model/Machine.cs", "model/Parts/Part.cs", "model/Parts/PartList.cs", "model/Parts/HeadLookup.cs", "model/Parts/Observer.cs", "model/Parts/Step.cs", "model/Parts/Invariant.cs", "model/Museum/Bug.cs", "model/Museum/Mutation.cs"),
        new(Invariants, Kinds.Every, "model/Invariants/*.cs"),
        new("design", Kinds.Every, "model/Designs/*.cs")
        {
            // A telling run is replayed before it is told.
            Except = ["model/Designs/Catalogue.cs", "model/Designs/*.Telling.cs", "model/Designs/SharedTellings.cs"],
            IsOfDesign = true,
        },
        new(Steps, Kinds.Every, "model/Kernel/**/*.cs") { IsOfDesign = true },

        // The explorer is not here: what it finds is replayed.
        new("concrete meaning", Kinds.Refuted, "model/Instance.cs", "model/Machine.Ranges.cs", "model/ScopeException.cs", "model/Concrete/*.cs") { Except = ["model/Concrete/Assignments.cs"] },
        new("replayer", Kinds.Refuted, "properties/Traces/Replay.cs", "properties/Traces/Replayer.cs", "properties/Traces/Trace.cs", "properties/Checking/InvariantCheck.cs"),

        // The lemmas are not here: they are proved. That they only read the state is tested.
        new("symbolic meaning", Kinds.EveryProof, "model/Symbolic/*.cs") { Except = ["model/Symbolic/TermValue.cs", "model/Symbolic/TermVariables.cs"] },
        new(Theorem, Kinds.EveryProof, "proofs/Induction/Theorem.cs"),
        new("prover", Kinds.EveryProof, "proofs/Induction/*.cs") { Except = ["proofs/Induction/Theorem.cs"] },
        new("solver", Kinds.EveryProof, "proofs/Solver/*.cs"),
        new("store", Kinds.Remembered, "proofs/Store/*.cs"),
    ];
}
