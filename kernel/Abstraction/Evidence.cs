using Vmemmap.Model;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Which properties the states of a child put to the test: found in the terms of each property and in <see cref="TableSources"/>.</summary>
public static class Evidence
{
    /// <summary>The properties that nothing of a child can violate, and why.</summary>
    /// <param name="instance">whose properties.</param>
    public static IReadOnlyList<(string Invariant, string Why)> Missing(Instance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var names = instance.Machine.Properties.Select(property => property.Name).ToHashSet();
        return
        [
            .. from invariant in Recording.Of(instance, Bounds.None, names).Invariants
               let why = invariant.Premises.Select(premise => premise.Holds).Append(invariant.Conclusion).Select(WhyUntested).FirstOrDefault(why => why is not null)
               where why is not null
               select (invariant.Name, why),
        ];
    }

    // A condition that reads tables of which none says anything of the child is never other than it is at the beginning.
    private static string? WhyUntested(Term condition)
    {
        var sources = Tables(condition).Distinct().Select(table => TableSources.Of[table]).ToList();
        return sources.Count == 0 || sources.Any(of => of.Source is TableSource.Memory or TableSource.Harness) ? null
            : sources.Exists(of => of.Source == TableSource.Idle) ? sources.Find(of => of.Source == TableSource.Idle).Reading
            : $"it rests on ghosts alone: {sources[0].Reading}";
    }

    private static IEnumerable<string> Tables(Term term) => (term.Kind == TermKind.Cell ? new[] { term.Table.Name } : []).Concat(term.Arguments.SelectMany(Tables));
}
