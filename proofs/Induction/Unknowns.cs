using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Induction;

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
