using Vmemmap.Kernel.Abstraction;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Checking;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// Follows a run of the code in the design: between two events the two states that stand for the child must be joined by one step of the design's machine, after hidden ones that nobody can see. Where several steps lead on,
/// each of the states that they lead to is kept; where none does, that is a finding.
/// </summary>
public sealed class RefinementCheck : IChangeListener
{
    private readonly ChildState child;
    private readonly DesignState design;
    private readonly Comparison comparison;
    private readonly Sections sections;
    private readonly Concern concern;
    private readonly EventJoin events;
    private readonly LookupJoin lookups;
    private readonly Misfits misfits;
    private readonly EndOfComparison end;
    private readonly Rest rest;
    private readonly Promises promises;
    private readonly Beginnings beginnings;
    private readonly Candidates candidates;
    private readonly RunTrail? trail;
    private readonly IReadOnlyList<InvariantCheck> onGhosts;
    private readonly IChangeListener? next;
    private readonly CellRanges changed = new();
    private readonly bool[] isChanged;
    private readonly HashSet<string> violated = [];
    private bool hasBegun, hasLeft;

    /// <summary>Prepares to follow a run. From now on this object is told of what changes in the child's state, and tells the one that was before.</summary>
    /// <param name="child">the state that stands for the child.</param>
    /// <param name="layout">where the words of a struct page are.</param>
    /// <param name="prepared">the design in the same scope, for states of its own.</param>
    /// <param name="trail">gets the steps, where somebody wants them.</param>
    internal RefinementCheck(ChildState child, StructPageLayout layout, PreparedDesign prepared, RunTrail? trail)
    {
        this.child = child;
        design = prepared.Restarted();
        comparison = new(child, design, prepared.Steps);
        (sections, concern, candidates, this.trail) = (new(child), new(child, comparison), new(design), trail);
        StepsTaken taken = new(design, trail);
        StepSearch search = new(design, prepared.Steps, comparison);
        beginnings = new(child, comparison.Errors, concern, search);
        events = new(design, candidates, comparison, search, taken);
        lookups = new(design, candidates, comparison, new(child, layout, prepared.Steps, taken));
        (misfits, end, rest, promises) = (new(child, design, comparison, search), new(child), new(child, design, comparison), new(child, design));
        isChanged = new bool[design.Cells.Length];
        (next, onGhosts) = (prepared.Listener, prepared.OnGhosts);
        child.Instance.Memory.Listener = this;
    }

    /// <summary>How many steps of the design the code has taken: where it can have come there in several ways, in one of them.</summary>
    public long Steps => design.History.Count;

    /// <summary>The first step that is none, or null. Nothing is followed after it.</summary>
    public Mismatch? Mismatch { get; private set; }

    /// <summary>Each step so far is one of the design.</summary>
    public bool IsFollowing => hasBegun && !hasLeft && Mismatch is null;

    /// <summary>So it is; null where that is not asked any longer (<see cref="EndOfComparison"/>).</summary>
    public bool? IsOfDesign => hasLeft ? null : IsFollowing;

    /// <inheritdoc/>
    public void Changed(TableLayout table, int cell)
    {
        next?.Changed(table, cell);
        if (!isChanged[cell])
        {
            isChanged[cell] = true;
            changed.Add(cell, isFirst: cell == table.Offset);
        }
    }

    /// <summary>Follows an event that the child's state has followed.</summary>
    public void Follow(KernelEvent happened)
    {
        if (happened is CallsBegin)
        {
            Begin();
        }
        beginnings.Follow(happened);
        if (IsFollowing)
        {
            FindUnread(happened);
            sections.Follow(happened);
            Step(happened);
        }
        foreach (var (from, to) in changed.All)
        {
            isChanged.AsSpan(from, to - from).Clear();
        }
        changed.Clear();
    }

    /// <summary>Tells the trail, where somebody wants it, the steps that were taken.</summary>
    public void Tell() => trail?.End(candidates.All.Select(candidate => candidate.History));

    /// <summary>Evaluates what rests on ghosts alone, in a state that the design can be in now.</summary>
    /// <returns>the name of a property that is violated, and was not when this was asked last, and for which values; null where none is.</returns>
    internal (string Invariant, At<Num> At)? Violated()
    {
        foreach (var check in onGhosts)
        {
            At<Num> at = default;
            if (!check.IsViolated(design.State, ref at))
            {
                violated.Remove(check.Invariant.Name);
            }
            else if (violated.Add(check.Invariant.Name))
            {
                return (check.Invariant.Name, at);
            }
        }
        return null;
    }

    // Both begin in the same state: every struct page in its own frame, no hugepage.
    private void Begin()
    {
        hasBegun = true;
        foreach (var page in Enumerable.Range(0, design.Instance.Scope.Pages))
        {
            design.State.PageTable[page] = child.Instance.State.PageTable[page];
        }
        design.Keep();
        changed.Clear();
        var differing = Enumerable.Range(0, design.Cells.Length).Where(cell => !comparison.Agrees(cell)).ToList();
        if (differing.Count > 0)
        {
            Mismatch = new(new CallsBegin(), "The run does not begin where the design does.", [], null, Difference.Of(design.Instance.Memory.Layouts, differing, child.Instance.Memory.Array, design.Cells));
        }
    }

    // The raw error list is read when hugetlb_lock is released. Where the head's page is moved it may be another, or gone, until then.
    private void FindUnread(KernelEvent happened)
    {
        if (happened is EntryStored stored && child.PageOf(stored.Page) is (>= 0 and var folio, 0))
        {
            comparison.Errors.IsUnread[folio] = true;
        }
    }

    private void Step(KernelEvent happened)
    {
        concern.Cells.Clear();
        beginnings.Require(happened);
        hasLeft = end.IsReached(happened);
        if (hasLeft)
        {
            MustBeRestored(happened);
            return;
        }
        if (happened is BlockFreeing freeing && IsFrozen(freeing.Block))
        {
            concern.Cells.Add(comparison.Stage.Cell(freeing.Block), isFirst: true);
            Fail(happened, "The page allocator gets a hugepage that is still frozen in the design.");
            return;
        }
        if (beginnings.IsDenied(happened))
        {
            concern.Cells.Add(comparison.Stage.Cell(((CallReturned)happened).Call.Block), isFirst: true);
            Fail(happened, "The page had the flag, so it passes for out of use in the design.");
            return;
        }
        if (sections.IsInside)
        {
            sections.Hold(changed, comparison);
            return;
        }
        sections.Release(concern.Cells, comparison);
        if (comparison.Errors.HasErrors && happened is HugetlbLock { IsTaken: false })
        {
            comparison.Errors.ReadLists(concern.Cells);
        }
        if (happened is ActorRuns && comparison.Errors.HasErrors)
        {
            concern.Find(happened);
            events.Spread(concern);
        }
        foreach (var range in changed.All)
        {
            comparison.AddConcerned(range, concern.Cells);
        }
        if (happened is CallReturned { Call: { Kind: CallKind.Unpoison or CallKind.Offline } asked })
        {
            comparison.Errors.AddErrors(asked.Block, concern.Cells);
        }
        if (Lookups.Concerns(happened))
        {
            concern.Find(happened);
            if (!lookups.Follow(happened, concern.Cells))
            {
                foreach (var table in comparison.Readers)
                {
                    concern.Cells.Add(table.Cell(ReaderOf(happened)), isFirst: true);
                }
                Fail(happened, "This lookup is none of the design.");
            }
        }
        else if (!concern.Cells.IsEmpty)
        {
            Join(happened);
        }
        if (IsFollowing && happened is CallReturned returned && rest.Missing(returned) is { } block)
        {
            concern.Cells.Clear();
            concern.Cells.Add(comparison.Stage.Cell(block), isFirst: true);
            Fail(returned, $"The call returns, and the design is at '{design.Instance.Machine.Shape.Hugepage.InOrder[design.State.Stage[block].Value].Name}'.");
        }
        if (IsFollowing && promises.Wrong(happened) is { } answer)
        {
            concern.Cells.Clear();
            concern.Cells.Add(promises.Cell, isFirst: true);
            Fail(happened, answer);
        }
    }

    // What is compared when the block is plain again could have been unfrozen in between.
    private bool IsFrozen(int block) => design.Instance.Machine.Shape.Hugepage.Find(Points.Unfrozen) is not null && !(design.State.At(block, Points.Unfrozen) | design.State.At(block, Points.AwaitingLastPut)).IsTrue;

    // What one of the blocks becomes is not compared, but that it is time for it.
    private void MustBeRestored(KernelEvent happened)
    {
        if (!child.IsShowing && !candidates.All.Any(IsRestored))
        {
            concern.Cells.Add(comparison.Stage.Cell(0), isFirst: true);
            Fail(happened, "A hugepage is split that is not restored to be demoted in the design.");
        }
    }

    private bool IsRestored(Candidate candidate) =>
        Enumerable.Range(0, design.Instance.Scope.Folios).Any(block => candidate.Cells[comparison.Stage.Cell(block)] == design.Instance.Machine.Shape.Hugepage.Find(Points.RestoredToDemote));

    private void Join(KernelEvent happened)
    {
        concern.Find(happened);
        if (!events.Follow(concern, sections.IsWholeBlock, isOfSeveral: happened is Flushed or HugetlbLock { IsTaken: false }))
        {
            Fail(happened, "This step of the code is no step of the design.");
        }
    }

    private int ReaderOf(KernelEvent happened) => happened is CallReturned returned ? returned.Call.Block : child.Position.Call?.Block ?? 0;

    private void Fail(KernelEvent happened, string wrong) => Mismatch = misfits.Of(happened, wrong, concern);
}
