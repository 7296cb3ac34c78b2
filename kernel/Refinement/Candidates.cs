namespace Vmemmap.Kernel.Refinement;

/// <summary>The states that the design can be in after what was seen so far: where several steps lead on, each state that they lead to is kept.</summary>
internal sealed class Candidates(DesignState design)
{
    private List<int[]> several = [];

    /// <summary>There is one, the present state of the design.</summary>
    public bool IsOne => several.Count == 0;

    /// <summary>All of them.</summary>
    public IReadOnlyList<int[]> All => IsOne ? [design.Cells.ToArray()] : several;

    /// <summary>From now on it is one of these. The first is the present state of the design.</summary>
    public void Keep(List<int[]> states)
    {
        List<int[]> different = [];
        foreach (var state in states)
        {
            if (!different.Exists(other => other.AsSpan().SequenceEqual(state)))
            {
                different.Add(state);
            }
        }
        design.Load(different[0]);
        several = different.Count > 1 ? different : [];
    }
}
