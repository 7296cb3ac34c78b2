using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Traces;

/// <summary>One step taken: its name and the values of its parameters.</summary>
public readonly record struct Move(string Step, At<Num> At);

/// <summary>A run from the boot state to a violation: everything needed to replay it.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Bug">name of the seeded bug, or null.</param>
/// <param name="Scope">sizes.</param>
/// <param name="Moves">the steps in order.</param>
/// <param name="Invariant">name of the invariant that the last state violates.</param>
/// <param name="At">the values of its variables for which it is violated.</param>
public sealed record Trace(string Design, string? Bug, Scope Scope, IReadOnlyList<Move> Moves, string Invariant, At<Num> At);
