using Vmemmap.Model;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Kernel.Abstraction;

/// <summary>Which properties the states of a child put to the test: found in the terms of each property and in <see cref="TableSources"/>.</summary>
public static class Evidence
{
    /// <summary>The properties that nothing of a child can violate, and why.</summary>
    /// <param name="instance">whose properties.</param>
    /// <param name="isRefined">the steps of the code are found to be steps of the design, which advance the ghosts.</param>
    public static IReadOnlyList<(string Invariant, string Why)> Missing(Instance instance, bool isRefined)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var names = instance.Machine.Properties.Select(property => property.Name).ToHashSet();
        return
        [
            .. from invariant in Recording.Of(instance, Bounds.None, names).Invariants
               let why = invariant.Premises.Select(premise => premise.Holds).Append(invariant.Conclusion).Select(condition => WhyUntested(condition, isRefined)).FirstOrDefault(why => why is not null)
               where why is not null
               select (invariant.Name, why),
        ];
    }

    /// <summary>The properties that rest on ghosts alone: they are evaluated on the states of the design that the code is found to be in.</summary>
    /// <param name="instance">whose properties.</param>
    public static IReadOnlyList<string> OnGhosts(Instance instance)
    {
        var untested = Missing(instance, isRefined: true).Select(one => one.Invariant);
        return [.. Missing(instance, isRefined: false).Select(one => one.Invariant).Except(untested)];
    }

    // A condition that reads tables of which none says anything of the child is never other than it is at the beginning.
    private static string? WhyUntested(Term condition, bool isRefined)
    {
        var sources = Tables(condition).Distinct().Select(table => TableSources.Of[table]).ToList();
        return sources.Count == 0 || sources.Any(of => of.Source is TableSource.Memory or TableSource.Harness or TableSource.Judged) ? null
            : sources.Exists(of => of.Source == TableSource.Idle) ? sources.Find(of => of.Source == TableSource.Idle).Reading
            : isRefined ? null
            : $"it rests on ghosts alone: {sources[0].Reading}";
    }

    private static IEnumerable<string> Tables(Term term) => (term.Kind == TermKind.Cell ? new[] { term.Table.Name } : []).Concat(term.Arguments.SelectMany(Tables));
}
