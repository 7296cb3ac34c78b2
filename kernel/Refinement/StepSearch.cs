using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;

namespace Vmemmap.Kernel.Refinement;

/// <summary>
/// Looks for the steps of the design that join two states: hidden ones first, then one that can be seen. What the page allocator does to a whole block, which the harness does at once, may be many.
/// </summary>
internal sealed class StepSearch(DesignState design, StepTable steps, Comparison comparison)
{
    // The longest chain: the copy of a rollback is over, four struct pages are reset by two stores each, mapped.
    private const int MostHidden = 10;

    // What is longer than any that leads to an end leads to none: of a block of 64 vmemmap pages it is one step for each.
    private const int MostTried = 2000;

    private readonly ErrorSteps errors = new(design, steps);
    private readonly List<(Step<Bit, Num> Step, At<Num> At)> chain = [];
    private readonly List<(Step<Bit, Num>, At<Num>)[]> found = [];
    private CellRanges cells = new();
    private List<int> folios = [];
    private int frame, most, tried;
    private (int Folio, int Page, int Slot)? failing;
    private bool isChainVisible;

    /// <summary>The shortest chains, as a hidden step is taken when it is needed and not before, that lead from the present state of the design, which is left as it is, to one that agrees with the child's.</summary>
    /// <param name="concern">the cells that may differ, and what steps may be about.</param>
    /// <param name="isWhole">more than one step can be seen: of a block that is made or freed.</param>
    public IReadOnlyList<(Step<Bit, Num> Step, At<Num> At)[]> Join(Concern concern, bool isWhole)
    {
        (cells, folios, frame, failing, isChainVisible) = (concern.Cells, concern.Folios, concern.Frame, concern.Failing, isWhole);
        most = isWhole ? design.Instance.Scope.Pages + MostHidden : MostHidden;
        found.Clear();
        tried = 0;
        Explore();
        return found;
    }

    /// <summary>What memory failure's code can begin with can be begun in the present state of the design.</summary>
    /// <param name="concern">the base page.</param>
    /// <param name="isOver">it is over at once; else it is not.</param>
    public bool CanBegin(Concern concern, bool isOver) => errors.OfFailure(concern.Failing, comparison.Errors.Begins).ToList().Exists(move =>
    {
        var mark = design.Mark;
        if (!design.TryTake(move.Step, move.At))
        {
            return false;
        }
        var isOverNow = design.State.At(FailurePoints.Idle).IsTrue;
        design.GoBack(mark);
        return isOverNow == isOver;
    });

    /// <summary>All chains of hidden steps that memory failure can take in the present state of the design, which is left as it is.</summary>
    /// <param name="concern">the base page.</param>
    public IReadOnlyList<(Step<Bit, Num> Step, At<Num> At)[]> OfFailure(Concern concern)
    {
        failing = concern.Failing;
        found.Clear();
        ExploreFailure();
        return found;
    }

    private void ExploreFailure()
    {
        foreach (var (step, at) in errors.OfFailure(failing, comparison.Errors.Begins).ToList())
        {
            var mark = design.Mark;
            if (!design.TryTake(step, at))
            {
                continue;
            }
            if (design.Mark > mark && IsHiddenSince(mark))
            {
                chain.Add((step, at));
                found.Add([.. chain]);
                ExploreFailure();
                chain.RemoveAt(chain.Count - 1);
            }
            design.GoBack(mark);
        }
    }

    /// <summary>Takes, for who wants to know what could have been, each step that can come next, or after hidden ones, and takes it back.</summary>
    /// <param name="concern">what steps may be about.</param>
    /// <param name="visit">told of each step in the state after it.</param>
    public void Visit(Concern concern, Action<Step<Bit, Num>> visit)
    {
        (folios, frame, failing, tried) = (concern.Folios, concern.Frame, concern.Failing, 0);
        Visit(MostHidden, visit);
    }

    private void Visit(int left, Action<Step<Bit, Num>> visit)
    {
        foreach (var (step, at) in Moves().ToList())
        {
            var mark = design.Mark;
            if (tried++ > MostTried || !design.TryTake(step, at))
            {
                continue;
            }
            visit(step);
            if (left > 0 && design.Mark > mark && IsHiddenSince(mark))
            {
                Visit(left - 1, visit);
            }
            design.GoBack(mark);
        }
    }

    private void Explore()
    {
        var isCopying = comparison.FindCopied();
        if (Agree())
        {
            Find();
            // A copy may be over at any time: what comes next tells.
            if (!isCopying || chain.Count > 0)
            {
                return;
            }
            most = 1;
        }
        if (chain.Count == most || tried++ > MostTried)
        {
            return;
        }
        for (var number = 0; number < folios.Count; number++)
        {
            var folio = folios[number];
            var at = default(At<Num>) with { Folio = folio };
            foreach (var step in steps.At(design.State.Stage[folio].Value))
            {
                Try(step, at);
            }
            foreach (var step in steps.Anywhere)
            {
                Try(step, at);
            }
        }
        for (var number = 0; frame >= 0 && number < steps.OfFrame.Length; number++)
        {
            Try(steps.OfFrame[number], default(At<Num>).With(Model.Logic.Index.Frame, frame));
        }
        foreach (var (step, at) in ErrorMoves())
        {
            TryAt(step, at);
        }
        foreach (var step in steps.OfPool)
        {
            TryAt(step, default);
        }
    }

    private IEnumerable<(Step<Bit, Num> Step, At<Num> At)> ErrorMoves() => comparison.Errors.HasErrors ? errors.OfPages(folios).Concat(errors.OfFailure(failing, comparison.Errors.Begins)) : [];

    private IEnumerable<(Step<Bit, Num> Step, At<Num> At)> Moves() =>
    [
        .. from folio in folios
           from step in steps.At(design.State.Stage[folio].Value).Concat(steps.Anywhere)
           where frame >= 0 || step.Parameters.Count == 1
           select (step, (default(At<Num>) with { Folio = folio }).With(Model.Logic.Index.Frame, frame)),
        .. from step in steps.OfFrame where frame >= 0 select (step, default(At<Num>).With(Model.Logic.Index.Frame, frame)),
        .. ErrorMoves(),
        .. from step in steps.OfPool select (step, default(At<Num>)),
    ];

    private void Try(Step<Bit, Num> step, At<Num> at)
    {
        if (step.Parameters.Count == 1)
        {
            TryAt(step, at);
        }
        else if (frame >= 0)
        {
            TryAt(step, at.With(Model.Logic.Index.Frame, frame));
        }
    }

    private void TryAt(Step<Bit, Num> step, At<Num> at)
    {
        if (chain.Count == most)
        {
            return;
        }
        var mark = design.Mark;
        if (!design.TryTake(step, at))
        {
            return;
        }
        chain.Add((step, at));
        if (design.Mark > mark && (isChainVisible || IsHiddenSince(mark)))
        {
            Explore();
        }
        else if (design.Mark > mark && AgreesNow())
        {
            Find();
        }
        chain.RemoveAt(chain.Count - 1);
        design.GoBack(mark);
    }

    // Longer ones are forgotten, and not looked for any longer.
    private void Find()
    {
        found.RemoveAll(other => other.Length > chain.Count);
        found.Add([.. chain]);
        most = chain.Count;
    }

    private bool AgreesNow()
    {
        comparison.FindCopied();
        return Agree();
    }

    private bool IsHiddenSince(int mark)
    {
        for (var number = mark; number < design.Mark; number++)
        {
            if (!comparison.IsHidden(design.Written(number)))
            {
                return false;
            }
        }
        return true;
    }

    private bool Agree()
    {
        foreach (var range in cells.All)
        {
            if (!comparison.Agrees(range))
            {
                return false;
            }
        }
        for (var number = 0; number < design.Mark; number++)
        {
            if (!comparison.Agrees(design.Written(number)))
            {
                return false;
            }
        }
        return true;
    }
}
