using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Vacuity;

/// <summary>A state in which a step is taken, or in which the premises of an invariant hold: replayed from the boot state.</summary>
/// <param name="Scope">sizes. Folios and frames beyond them, of which proofs assume no bound, are as they are initially.</param>
/// <param name="Moves">the steps that lead there.</param>
/// <param name="At">the step's parameters, or the invariant's variables.</param>
/// <param name="UnmetLemmas">names of lemmas that do not hold in that state: none, or it says nothing of what a proof assumes.</param>
public sealed record Witness(Scope Scope, IReadOnlyList<Move> Moves, At<Num> At, IReadOnlyList<string> UnmetLemmas)
{
    /// <summary>Does every lemma hold in this state? Then whatever a proof assumes of it is satisfiable.</summary>
    public bool MeetsLemmas => UnmetLemmas.Count == 0;
}
