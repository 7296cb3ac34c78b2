using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Proofs.Induction;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>An obligation that is not proved, and why.</summary>
/// <param name="Obligation">what was to be shown.</param>
/// <param name="Cause">why it is not.</param>
/// <param name="Found">a counterexample to induction, checked by executing it; null where none was found.</param>
/// <param name="Tried">the largest scope that was searched.</param>
public sealed record BrokenObligation(Obligation Obligation, Cause Cause, CounterexampleToInduction? Found, Scope Tried);

/// <summary>A state in which all that is assumed holds, the step taken there, and where what was to be shown does not hold afterwards.</summary>
/// <param name="Transition">the state and the step; no step where the obligation is about one state only.</param>
/// <param name="At">the values of the invariant's variables for which it is violated.</param>
public sealed record CounterexampleToInduction(Transition Transition, At<Num> At);
