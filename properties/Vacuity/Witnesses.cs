using Vmemmap.Properties.Control;

namespace Vmemmap.Properties.Vacuity;

/// <summary>Something that ought to be possible.</summary>
/// <param name="Name">name of the step that must be taken, or of the invariant whose premises must hold.</param>
/// <param name="Witness">a state in which it is so, reached by the fewest steps of the walk that found it; null where there was none.</param>
public sealed record Sought(string Name, Witness? Witness);

/// <summary>A way from one control point to another that some run ought to take.</summary>
/// <param name="Change">the way: of the step that takes it, the actor, and the points.</param>
/// <param name="Witness">a state in which the step takes it, reached by the fewest steps of the walk that found it; null where there was none.</param>
public sealed record SoughtChange(ControlEdge Change, Witness? Witness);

/// <summary>What a search for witnesses found.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Steps">each step of the design, in its order.</param>
/// <param name="Changes">each change of a control point, in the order of the steps: a step that decides where it goes has several.</param>
/// <param name="Premises">each invariant: the properties, then the lemmas.</param>
/// <param name="UnmetInitially">names of initial conditions that do not hold in the initial state: none, or a proof from them says nothing.</param>
/// <param name="States">states that were looked at.</param>
public sealed record Witnesses(
    string Design, IReadOnlyList<Sought> Steps, IReadOnlyList<SoughtChange> Changes, IReadOnlyList<Sought> Premises, IReadOnlyList<string> UnmetInitially, long States)
{
    /// <summary>One sentence for each thing that makes a proof vacuous, or a step or an invariant empty words; none where all is well.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. UnmetInitially.Select(c => $"{Design}: the initial state does not satisfy the initial condition '{c}'."),
        .. Steps.Where(s => s.Witness is null).Select(s => $"{Design}: the step '{s.Name}' is never taken in the {States:N0} states searched."),
        .. Changes.Where(c => c.Witness is null).Select(c => $"{Design}: the step '{c.Change.Step}' never {c.Change.Says} in the {States:N0} states searched."),
        .. Premises.Where(p => p.Witness is null).Select(p => $"{Design}: the premises of '{p.Name}' never hold in the {States:N0} states searched."),
        .. Steps.SelectMany(s => Unmet($"where the step '{s.Name}' is taken", s.Witness)),
        .. Changes.SelectMany(c => Unmet($"where the step '{c.Change.Step}' {c.Change.Says}", c.Witness)),
        .. Premises.SelectMany(p => Unmet($"where the premises of '{p.Name}' hold", p.Witness)),
    ];

    private IEnumerable<string> Unmet(string where, Witness? witness) => witness is null or { MeetsLemmas: true }
        ? []
        : [$"{Design}: {where}, after {witness.Moves.Count} steps, these lemmas do not hold: {string.Join(", ", witness.UnmetLemmas)}."];
}
