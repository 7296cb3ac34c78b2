using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// The values that indices and sizes have in a proof. Vmemmap pages and slots are bounded by unknown sizes; folios, frames, entries and pins
/// are not bounded at all: what holds for any number of them holds for every number.
/// </summary>
internal sealed class Ranges(State<Formula, Integer> state)
{
    /// <summary>What is assumed of the sizes.</summary>
    public IReadOnlyList<Term> OfSizes() => [.. state.AssumedOfSizes.Select(assumed => assumed.Term)];

    /// <summary>The values of these indices are ones that exist.</summary>
    public Formula Contain(IReadOnlyList<Index> indices, At<Integer> at)
    {
        Formula inRange = true;
        foreach (var index in indices)
        {
            inRange &= Contains(index, at[index]);
        }
        return inRange;
    }

    private Formula Contains(Index index, Integer value) => index switch
    {
        Index.Page => value >= 0 & value < state.Pages,
        Index.Slot => value >= 0 & value < state.Slots,
        _ => value >= 0,
    };
}

/// <summary>Unknown values of indices.</summary>
internal static class Unknowns
{
    /// <summary>An unknown for each index, named after it and its role.</summary>
    public static At<Integer> For(string role, IReadOnlyList<Index> indices, At<Integer> rest = default)
    {
        foreach (var index in indices)
        {
            rest = rest.With(index, new Integer(TermBank.Current.Unknown($"{role}.{index.ToString().ToLowerInvariant()}")));
        }
        return rest;
    }
}
