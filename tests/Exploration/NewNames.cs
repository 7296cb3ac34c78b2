using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Exploration;

/// <summary>New names for folios and frames, given to the cells of a state one by one: what the explorer's canonical form is held against.</summary>
/// <param name="Folios">the new name of each folio.</param>
/// <param name="Frames">the new name of each frame.</param>
internal sealed record NewNames(int[] Folios, int[] Frames)
{
    /// <summary>All of a scope.</summary>
    public static IReadOnlyList<NewNames> All(Scope scope) =>
        [.. Permutations(scope.Folios).SelectMany(folios => Permutations(scope.Frames).Select(frames => new NewNames(folios, frames)))];

    /// <summary>The cells of the state in which everything has its new name.</summary>
    public int[] Apply(IReadOnlyList<TableLayout> tables, ReadOnlySpan<int> cells)
    {
        var renamed = new int[cells.Length];
        foreach (var table in tables)
        {
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                var (i, j, k) = table.IndicesOf(cell);
                int[] at = [i, j, k];
                for (var axis = 0; axis < table.Indices.Count; axis++)
                {
                    at[axis] = Of(table.Indices[axis], at[axis]);
                }
                var target = table.Indices.Count switch
                {
                    0 => table.Offset,
                    1 => table.Cell(at[0]),
                    2 => table.Cell(at[0], at[1]),
                    _ => table.Cell(at[0], at[1], at[2]),
                };
                renamed[target] = Of(table.Values?.Of, cells[cell]);
            }
        }
        return renamed;
    }

    private int Of(Index? index, int name) => index switch
    {
        Index.Folio when name >= 0 => Folios[name],
        Index.Frame when name >= 0 => Frames[name],
        _ => name,
    };

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(rest => Enumerable.Range(0, count).Select(at => rest.Take(at).Append(count - 1).Concat(rest.Skip(at)).ToArray()));
}
