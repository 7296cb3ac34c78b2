using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Joins the states before and after an event by steps of the design, from each state that the design can be in.</summary>
internal sealed class EventJoin(DesignState design, Candidates candidates, StepSearch search, StepsTaken taken)
{
    /// <summary>Follows an event.</summary>
    /// <param name="concern">what it is about.</param>
    /// <param name="isWhole">what has just ended was done to a whole block.</param>
    /// <returns>whether steps of the design join the states.</returns>
    public bool Follow(Concern concern, bool isWhole)
    {
        if (candidates.IsOne && search.Join(concern, isWhole) is [var chain])
        {
            Take(chain);
            return true;
        }
        return FollowEach(concern, isWhole);
    }

    // Where there is more than one candidate, before or after.
    private bool FollowEach(Concern concern, bool isWhole)
    {
        List<int[]> joined = [];
        var before = candidates.All;
        foreach (var candidate in before)
        {
            design.Load(candidate);
            foreach (var chain in search.Join(concern, isWhole).ToList())
            {
                design.Load(candidate);
                Take(chain);
                joined.Add(design.Cells.ToArray());
            }
        }
        if (joined.Count == 0)
        {
            design.Load(before[0]);
            return false;
        }
        candidates.Keep(joined);
        return true;
    }

    private void Take((Step<Bit, Num> Step, At<Num> At)[] chain)
    {
        foreach (var (step, at) in chain)
        {
            design.Instance.Take(step, at);
            taken.Add(step, at);
        }
        design.Keep();
    }
}
