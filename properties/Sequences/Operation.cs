using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Sequences;

/// <summary>
/// A wish: one element of a generated sequence. It names a step and a number for each index; what it comes to depends on the state in which it is
/// carried out (<see cref="Resolver"/>), and where nothing fits it is skipped. So every part of a sequence is a legal sequence.
/// </summary>
/// <param name="Step">number of the preferred step in the machine's list.</param>
/// <param name="Wish">preferred values of its parameters.</param>
/// <param name="Draw">chooses among the steps that can take the place of the preferred one.</param>
public readonly record struct Operation(int Step, At<int> Wish, int Draw);
