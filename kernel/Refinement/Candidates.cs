namespace Vmemmap.Kernel.Refinement;

/// <summary>A state that the design can be in, and how it came there.</summary>
/// <param name="Cells">the cells of the state.</param>
/// <param name="History">the steps that lead there.</param>
internal sealed record Candidate(int[] Cells, History History);

/// <summary>The states that the design can be in after what was seen so far: where several steps lead on, each state that they lead to is kept.</summary>
internal sealed class Candidates(DesignState design)
{
    private List<Candidate> several = [];

    /// <summary>There is one, the present state of the design.</summary>
    public bool IsOne => several.Count == 0;

    /// <summary>All of them.</summary>
    public IReadOnlyList<Candidate> All => IsOne ? [design.Copy()] : several;

    /// <summary>From now on it is one of these. The first is the present state of the design.</summary>
    public void Keep(List<Candidate> states)
    {
        List<Candidate> different = [];
        foreach (var state in states)
        {
            if (different.FindIndex(other => other.Cells.AsSpan().SequenceEqual(state.Cells)) is >= 0 and var same)
            {
                different[same] = different[same] with { History = different[same].History.Or(state.History) };
            }
            else
            {
                different.Add(state);
            }
        }
        design.Load(different[0]);
        several = different.Count > 1 ? different : [];
    }
}
