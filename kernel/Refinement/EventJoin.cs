using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>Joins the states before and after an event by steps of the design, from each state that the design can be in.</summary>
internal sealed class EventJoin(DesignState design, Candidates candidates, Comparison comparison, StepSearch search, StepsTaken taken)
{
    /// <summary>Follows an event.</summary>
    /// <param name="concern">what it is about.</param>
    /// <param name="isWhole">what has just ended was done to a whole block.</param>
    /// <param name="isOfSeveral">it may be done to several hugepages at once, a step of the design to each: a flush, or what is done in one hold of <c>hugetlb_lock</c>.</param>
    /// <returns>whether steps of the design join the states.</returns>
    public bool Follow(Concern concern, bool isWhole, bool isOfSeveral)
    {
        if (candidates.IsOne && search.Join(concern, isWhole) is [var chain])
        {
            Take(chain);
            return true;
        }
        return FollowEach(concern, isWhole) || (isOfSeveral && concern.Folios.Count > 1 && FollowOneByOne(concern));
    }

    /// <summary>Another actor runs now: memory failure may have gone as far as nobody can see.</summary>
    /// <param name="concern">what it is about.</param>
    public void Spread(Concern concern)
    {
        List<Candidate> reached = [];
        foreach (var candidate in candidates.All)
        {
            reached.Add(candidate);
            design.Load(candidate);
            foreach (var chain in search.OfFailure(concern).ToList())
            {
                design.Load(candidate);
                Take(chain);
                reached.Add(design.Copy());
            }
        }
        candidates.Keep(reached);
    }

    // Where there is more than one candidate, before or after.
    private bool FollowEach(Concern concern, bool isWhole) => Keep(candidates.All[0], Joined(candidates.All, concern, isWhole));

    // What is of one hugepage after what is of another; in the end all must agree.
    private bool FollowOneByOne(Concern concern)
    {
        var before = candidates.All;
        var joined = before;
        comparison.IsPoolCompared = false;
        foreach (var one in concern.OneByOne())
        {
            joined = Joined(joined, one, isWhole: false);
        }
        comparison.IsPoolCompared = true;
        return Keep(before[0], [.. joined.Where(state => Agrees(state, concern))]);
    }

    private bool Agrees(Candidate state, Concern concern)
    {
        design.Load(state);
        comparison.FindCopied();
        return concern.Cells.All.TrueForAll(comparison.Agrees);
    }

    private List<Candidate> Joined(IReadOnlyList<Candidate> before, Concern concern, bool isWhole)
    {
        List<Candidate> joined = [];
        foreach (var candidate in before)
        {
            design.Load(candidate);
            foreach (var chain in search.Join(concern, isWhole).ToList())
            {
                design.Load(candidate);
                Take(chain);
                joined.Add(design.Copy());
            }
        }
        return joined;
    }

    private bool Keep(Candidate otherwise, List<Candidate> joined)
    {
        if (joined.Count == 0)
        {
            design.Load(otherwise);
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
