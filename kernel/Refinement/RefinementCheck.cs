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
    // Where no operation is going on.
    private static readonly ControlPoint[] AtRest = [Points.Plain, Points.Kept, Points.Leaked, Points.AwaitingLastPut];

    private const string Surplus = "a surplus hugepage, which free_huge_page() gives up at once";

    private readonly ChildState child;
    private readonly DesignState design;
    private readonly StepTable steps;
    private readonly Comparison comparison;
    private readonly Sections sections;
    private readonly StepSearch search;
    private readonly Lookups lookups;
    private readonly Misfits misfits;
    private readonly IReadOnlyList<InvariantCheck> onGhosts;
    private readonly IChangeListener? next;
    private readonly List<int> changed = [], cells = [], folios = [];
    private readonly bool[] isChanged;
    private List<int[]> candidates = [];
    private bool hasBegun;

    /// <summary>Prepares to follow a run. From now on this object is told of what changes in the child's state, and tells the one that was before.</summary>
    /// <param name="child">the state that stands for the child.</param>
    /// <param name="layout">where the words of a struct page are.</param>
    /// <param name="prepared">the design in the same scope, for states of its own.</param>
    internal RefinementCheck(ChildState child, StructPageLayout layout, PreparedDesign prepared)
    {
        (this.child, steps) = (child, prepared.Steps);
        design = prepared.Restarted();
        comparison = new(child, design, steps);
        sections = new(child);
        search = new(design, steps, comparison);
        lookups = new(child, layout, steps);
        misfits = new(child, design, comparison, search);
        isChanged = new bool[design.Cells.Length];
        (next, onGhosts) = (prepared.Listener, prepared.OnGhosts);
        child.Instance.Memory.Listener = this;
    }

    /// <summary>How many steps of the design the code has taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Gets the names of the steps, in order, where somebody wants them.</summary>
    internal IList<string>? Taken { get; init; }

    /// <summary>The first step that is none, or null. Nothing is followed after it.</summary>
    public Mismatch? Mismatch { get; private set; }

    /// <summary>What happened that no design has, or null: nothing is followed after it.</summary>
    public string? Outside { get; private set; }

    /// <summary>Each step so far is one of the design.</summary>
    public bool IsFollowing => hasBegun && Mismatch is null && Outside is null;

    /// <inheritdoc/>
    public void Changed(TableLayout table, int cell)
    {
        next?.Changed(table, cell);
        if (!isChanged[cell])
        {
            isChanged[cell] = true;
            changed.Add(cell);
        }
    }

    /// <summary>Follows an event that the child's state has followed.</summary>
    public void Follow(KernelEvent happened)
    {
        if (happened is CallsBegin)
        {
            Begin();
        }
        if (IsFollowing)
        {
            sections.Follow(happened);
            Step(happened);
        }
        foreach (var cell in changed)
        {
            isChanged[cell] = false;
        }
        changed.Clear();
    }

    /// <summary>Evaluates what rests on ghosts alone, in a state that the design can be in now.</summary>
    /// <returns>the name of a property that is violated, and for which values; null where none is.</returns>
    internal (string Invariant, At<Num> At)? Violated()
    {
        foreach (var check in onGhosts)
        {
            At<Num> at = default;
            if (check.IsViolated(design.State, ref at))
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

    private void Step(KernelEvent happened)
    {
        cells.Clear();
        if (sections.IsInside)
        {
            sections.Hold(changed, comparison);
            return;
        }
        sections.Release(cells, comparison);
        foreach (var cell in changed)
        {
            comparison.AddConcerned(cell, cells);
        }
        if (Lookups.Concerns(happened))
        {
            FollowLookup(happened);
        }
        else if (cells.Count > 0)
        {
            Join(happened);
        }
        if (IsFollowing && happened is CallReturned returned)
        {
            Return(returned);
        }
    }

    private void Join(KernelEvent happened)
    {
        FindFolios(happened);
        if (happened is HugetlbLock && folios.Exists(IsSurplus))
        {
            Outside = Surplus;
            return;
        }
        var frame = happened switch
        {
            FrameAllocated { Frame: { } allocated } => child.NumberOf(allocated),
            FrameFreed freed => child.NumberOf(freed.Frame),
            _ => -1,
        };
        if (candidates.Count == 0)
        {
            var found = search.Join(cells, folios, frame, sections.IsWholeBlock);
            if (found is [var chain])
            {
                Take(chain);
                return;
            }
        }
        JoinEach(happened, frame);
    }

    // free_huge_page() removes the hugepage that it was called for, which is on no free list.
    private bool IsSurplus(int folio) =>
        child.Instance.State.At(folio, Points.Removed).IsTrue && (design.State.Inflight[folio] | design.State.At(folio, Points.Finishing)).IsTrue;

    // Where there is more than one candidate, before or after.
    private void JoinEach(KernelEvent happened, int frame)
    {
        List<int[]> joined = [];
        var before = candidates.Count == 0 ? [design.Cells.ToArray()] : candidates;
        foreach (var candidate in before)
        {
            design.Load(candidate);
            foreach (var chain in search.Join(cells, folios, frame, sections.IsWholeBlock).ToList())
            {
                design.Load(candidate);
                Take(chain);
                joined.Add(design.Cells.ToArray());
            }
        }
        if (joined.Count == 0)
        {
            design.Load(before[0]);
            Fail(happened, "This step of the code is no step of the design.", frame);
            return;
        }
        KeepCandidates(joined);
    }

    private void Take((PreparedStep Step, At<Num> At)[] chain)
    {
        foreach (var (step, at) in chain)
        {
            design.Instance.Take(step.Step, at);
            Taken?.Add(step.Step.Name);
        }
        design.Keep();
        Steps += chain.Length;
    }

    private void FollowLookup(KernelEvent happened)
    {
        FindFolios(happened);
        lookups.Note(happened, comparison);
        List<int[]> followed = [];
        var canFollow = false;
        var isSplit = candidates.Count > 0 || lookups.MayBeOver(happened, design);
        foreach (var candidate in candidates.Count == 0 ? [[]] : candidates)
        {
            if (candidate.Length > 0)
            {
                design.Load(candidate);
            }
            if (lookups.IsRefuted(happened, design))
            {
                continue;
            }
            var taken = lookups.Follow(happened, design, Taken);
            design.Keep();
            Steps += Math.Max(taken, 0);
            canFollow |= taken != Lookups.None;
            if (taken != Lookups.None && IsLookupRight(happened) && (isSplit |= lookups.MayBeOver(happened, design)))
            {
                followed.Add(design.Cells.ToArray());
                if (lookups.MayBeOver(happened, design))
                {
                    lookups.MakeAllLoads(design, Taken);
                    design.Keep();
                    followed.Add(design.Cells.ToArray());
                }
            }
        }
        if (isSplit && followed.Count > 0)
        {
            KeepCandidates(followed);
        }
        else if (isSplit || !canFollow || !IsLookupRight(happened))
        {
            cells.AddRange(comparison.Readers.Select(table => table.Cell(ReaderOf(happened))));
            Fail(happened, "This lookup is none of the design.", -1);
        }
    }

    private bool IsLookupRight(KernelEvent happened)
    {
        comparison.FindCopied();
        return cells.TrueForAll(comparison.Agrees) && (lookups.Compared(happened) is not { } folio || Array.TrueForAll(comparison.Readers, table => comparison.Agrees(table.Cell(folio))));
    }

    private int ReaderOf(KernelEvent happened) => happened is CallReturned returned ? returned.Call.Block : child.Position.Call?.Block ?? 0;

    private void KeepCandidates(List<int[]> states)
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
        candidates = different.Count > 1 ? different : [];
    }

    // A call leaves its block where no operation is going on, and nothing is open.
    private void Return(CallReturned returned)
    {
        var block = returned.Call.Kind is CallKind.Shrink or CallKind.Take && returned.Result >= 0 ? returned.Result : returned.Call.Block;
        if (returned.Call.Kind == CallKind.Look || returned.Result == Call.NotNow || child.Position.IsAnyCalling)
        {
            return;
        }
        if (!AtRest.Any(point => design.State.At(block, point).IsTrue))
        {
            cells.Clear();
            cells.Add(comparison.Stage.Cell(block));
            Fail(returned, $"The call returns, and the design is at '{design.Instance.Machine.Shape.Hugepage.InOrder[design.State.Stage[block].Value].Name}'.", -1);
        }
    }

    // What the running actor works on, and what else has changed.
    private void FindFolios(KernelEvent happened)
    {
        folios.Clear();
        if (child.Position.Operation is (_, var operated))
        {
            folios.Add(operated);
        }
        else if (happened is OperationLeft left)
        {
            folios.Add(left.Block);
        }
        else if (happened is BlockPlain plain)
        {
            folios.Add(plain.Block);
        }
        foreach (var cell in cells)
        {
            if (comparison.FolioOf(cell) is >= 0 and var folio && !folios.Contains(folio))
            {
                folios.Add(folio);
            }
        }
    }

    private void Fail(KernelEvent happened, string wrong, int frame) => Mismatch = misfits.Of(happened, wrong, cells, folios, frame);
}
