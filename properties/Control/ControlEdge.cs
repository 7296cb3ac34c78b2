using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Control;

/// <summary>A step takes an actor from one control point to another, or happens while it stays where it is.</summary>
/// <param name="Step">name of the step.</param>
/// <param name="Actor">whose control points.</param>
/// <param name="From">where it is before; null where that may be anywhere.</param>
/// <param name="To">where it is afterwards.</param>
public sealed record ControlEdge(string Step, Actor Actor, ControlPoint? From, ControlPoint To)
{
    private static readonly List<Size> Sizes = [Size.Pages, Size.Slots, Size.Pins];
    private static readonly Dictionary<string, Index> Indices = Enum.GetValues<Index>().ToDictionary(TermVariables.NameOf);

    /// <summary>Of a state in which the step is enabled: it goes along this edge. A term over the state, the step's parameters and the sizes.</summary>
    public required Term Goes { get; init; }

    /// <summary>The actor is somewhere else afterwards.</summary>
    public bool IsChange => From != To;

    /// <summary>What it is, after the name of the step.</summary>
    public string Says => $"takes {ActorWords.Name(Actor)} from {(From is null ? "anywhere" : $"'{From}'")} to '{To}'";

    /// <summary>Does the step, which is enabled in the state, go along this edge there?</summary>
    /// <param name="memory">the state.</param>
    /// <param name="at">the step's parameters.</param>
    public bool IsTaken(CellStore memory, At<Num> at)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return new TermValue(memory, name => Sizes.Find(size => size.Name == name)?.In(memory.Scope) ?? at[Indices[name]].Value).Of(Goes) == 1;
    }

    // Equal edges are the same way from point to point: a step that has two ways to go along it has one.
    /// <inheritdoc/>
    public bool Equals(ControlEdge? other) => other is not null && (Step, Actor, From, To) == (other.Step, other.Actor, other.From, other.To);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Actor, From, To);
}
