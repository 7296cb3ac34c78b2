using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Exploration.Symmetry;

/// <summary>New names for folios and frames.</summary>
/// <param name="Folios">the old name of each new one.</param>
/// <param name="Frames">the old name of each new one.</param>
public sealed record Renaming(IReadOnlyList<int> Folios, IReadOnlyList<int> Frames)
{
    /// <summary>Parameters of a step by their old names.</summary>
    /// <param name="at">by their new names.</param>
    /// <param name="parameters">those that the step has.</param>
    public At<Num> Original(At<Num> at, IReadOnlyList<Index> parameters)
    {
        foreach (var index in parameters)
        {
            at = index switch
            {
                Index.Folio => at.With(index, Folios[at.Folio.Value]),
                Index.Frame => at.With(index, Frames[at.Frame.Value]),
                _ => at,
            };
        }
        return at;
    }
}
