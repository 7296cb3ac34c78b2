namespace Vmemmap.Model;

/// <summary>One step in a state that no run need reach, or such a state alone.</summary>
/// <param name="Scope">the sizes.</param>
/// <param name="Before">the cells of the state, table after table as in a <see cref="Concrete.CellStore"/>.</param>
/// <param name="Step">name of the step taken there, or null where it is about the state alone.</param>
/// <param name="At">the parameters of the step.</param>
public sealed record Transition(Scope Scope, IReadOnlyList<int> Before, string? Step, At<Concrete.Num> At);
