namespace Vmemmap.Model.Concrete;

/// <summary>Enumerates the values of indices in a scope.</summary>
public static class Assignments
{
    /// <summary>Every choice of values for the indices, the last running fastest; other indices keep their values.</summary>
    public static IEnumerable<At<Num>> Of(IReadOnlyList<Index> indices, Scope scope, At<Num> rest = default) => Of(indices, 0, scope, rest);

    private static IEnumerable<At<Num>> Of(IReadOnlyList<Index> indices, int from, Scope scope, At<Num> rest)
    {
        if (from == indices.Count)
        {
            yield return rest;
            yield break;
        }
        for (var value = 0; value < scope.Count(indices[from]); value++)
        {
            foreach (var at in Of(indices, from + 1, scope, rest.With(indices[from], value)))
            {
                yield return at;
            }
        }
    }
}
