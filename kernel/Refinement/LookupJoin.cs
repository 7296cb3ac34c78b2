using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Follows the loads and answers of lookups, from each state that the design can be in.</summary>
internal sealed class LookupJoin(DesignState design, Candidates candidates, Comparison comparison, Lookups lookups)
{
    /// <summary>Follows an event of a lookup.</summary>
    /// <param name="happened">the event.</param>
    /// <param name="cells">the cells that must agree after it.</param>
    /// <returns>whether the design's reader does the same.</returns>
    public bool Follow(KernelEvent happened, CellRanges cells)
    {
        lookups.Note(happened, comparison);
        List<Candidate> followed = [];
        var canFollow = false;
        var isSplit = !candidates.IsOne || lookups.MayBeOver(happened, design);
        foreach (var candidate in candidates.IsOne ? (IReadOnlyList<Candidate?>)[null] : candidates.All)
        {
            if (candidate is not null)
            {
                design.Load(candidate);
            }
            if (lookups.IsRefuted(happened, design))
            {
                continue;
            }
            var isFollowed = lookups.Follow(happened, design);
            design.Keep();
            canFollow |= isFollowed;
            if (isFollowed && IsRight(happened, cells) && (isSplit |= lookups.MayBeOver(happened, design)))
            {
                followed.Add(design.Copy());
                if (lookups.MayBeOver(happened, design))
                {
                    lookups.FindKeyOff(design);
                    design.Keep();
                    followed.Add(design.Copy());
                }
            }
        }
        if (isSplit && followed.Count > 0)
        {
            candidates.Keep(followed);
            return true;
        }
        return !isSplit && canFollow && IsRight(happened, cells);
    }

    private bool IsRight(KernelEvent happened, CellRanges cells)
    {
        comparison.FindCopied();
        return cells.All.TrueForAll(comparison.Agrees) && (lookups.Compared(happened) is not { } folio || Array.TrueForAll(comparison.Readers, table => comparison.Agrees(table.Cell(folio))));
    }
}
