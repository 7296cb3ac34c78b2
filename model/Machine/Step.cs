using Vmemmap.Model.Logic;

namespace Vmemmap.Model.Machine;

/// <summary>A condition on a state and the values of some indices.</summary>
public delegate B Condition<B, N>(State<B, N> state, At<N> at)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>;

/// <summary>One conjunct of a guard.</summary>
/// <param name="Name">what it says of where the code is.</param>
/// <param name="Holds">the condition.</param>
/// <param name="ForAll">indices that the condition must hold for, each of them: empty where it speaks of the step's parameters only.</param>
public sealed record Conjunct<B, N>(string Name, Condition<B, N> Holds, params IReadOnlyList<Logic.Index> ForAll)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>;

/// <summary>
/// One step: what the kernel does at once, as everybody else sees it. Its guard states where the code is, never what ought to be true.
/// </summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Function">the kernel function, or who else acts.</param>
/// <param name="Parameters">the indices that choose the instance.</param>
/// <param name="Guard">conjuncts, cheapest first.</param>
/// <param name="Effect">assignments to tables, in order.</param>
public sealed record Step<B, N>(
    string Name,
    string Function,
    IReadOnlyList<Logic.Index> Parameters,
    IReadOnlyList<Conjunct<B, N>> Guard,
    Action<State<B, N>, At<N>> Effect)
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    /// <summary>The same step without one conjunct of its guard: a change that a bug consists of.</summary>
    public Step<B, N> Without(string conjunct) => Guard.Any(c => c.Name == conjunct)
        ? this with { Guard = [.. Guard.Where(c => c.Name != conjunct)] }
        : throw new ArgumentException($"Step '{Name}' has no conjunct '{conjunct}'.", nameof(conjunct));
}
