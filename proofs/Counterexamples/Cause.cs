namespace Vmemmap.Proofs.Counterexamples;

/// <summary>Why an obligation of an induction is not proved.</summary>
public enum Cause
{
    /// <summary>There is a state in which every lemma holds and from which the obligation fails: a lemma is false, too weak, or missing.</summary>
    Lemma,

    /// <summary>The solver found no contradiction with the instances that it was given, but no small scope has such a state: other instances may do.</summary>
    Instances,

    /// <summary>The solver gave up within its resource limit: nothing is known.</summary>
    Solver,
}
