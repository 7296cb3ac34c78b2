namespace Vmemmap.Model.Parts;

/// <summary>A condition on a state and the values of some indices.</summary>
public delegate B Condition<B, N>(State<B, N> state, At<N> at)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>;

/// <summary>One conjunct of a guard.</summary>
/// <param name="Name">what it says of where the code is.</param>
/// <param name="Holds">the condition.</param>
/// <param name="ForAll">indices that the condition must hold for, each of them: empty where it speaks of the step's parameters only.</param>
public sealed record Conjunct<B, N>(string Name, Condition<B, N> Holds, params IReadOnlyList<Index> ForAll)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>It makes the step's frame a way to a struct page: a translation, rather than what the step works on.</summary>
    public bool IsTranslation { get; init; }
}

/// <summary>What bad luck a step is, so that a walk can bound how often it happens.</summary>
public enum Mishap
{
    /// <summary>None.</summary>
    None,

    /// <summary>A base page fails: those of (folio, page, slot).</summary>
    PageFails,

    /// <summary>A frame fails.</summary>
    FrameFails,
}

/// <summary>
/// One step: what the kernel does at once, as everybody else sees it. Its guard states where the code is, never what ought to be true.
/// </summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Function">the kernel function, or who else acts.</param>
/// <param name="Parameters">the indices that choose the instance.</param>
public sealed record Step<B, N>(string Name, string Function, params IReadOnlyList<Index> Parameters)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The control points, one of which its actor has reached; empty where anyone may act at any time.</summary>
    public IReadOnlyList<ControlPoint> At { get; init; } = [];

    /// <summary>What else must be the case.</summary>
    public IReadOnlyList<(string Says, Condition<B, N> Holds)> When { get; init; } = [];

    /// <summary>Some CPU may translate the struct page that the step uses to the parameters' frame; null where it uses none.</summary>
    public Condition<B, N>? Through { get; init; }

    /// <summary>What must be the case for all values of more indices.</summary>
    public IReadOnlyList<Conjunct<B, N>> WhenAll { get; init; } = [];

    /// <summary>Assignments to tables, in order.</summary>
    public required Action<State<B, N>, At<N>> Then { get; init; }

    /// <summary>What bad luck it is.</summary>
    public Mishap Mishap { get; init; }

    /// <summary>It is done under <c>hugetlb_lock</c>.</summary>
    public bool TakesLock { get; init; }

    /// <summary>Taken at boot, for each hugepage as often as it can be: runs begin after that.</summary>
    public bool IsAtBoot { get; init; }

    // Whoever executes the machine asks for it again and again. A copy of the record is another step, with a guard of its own.
    private Known? known;

    /// <summary>The whole guard: where the code is, then what else must be the case.</summary>
    public IReadOnlyList<Conjunct<B, N>> Guard => (known is { } mine && ReferenceEquals(mine.Step, this) ? mine : known = new(this, WholeGuard())).Guard;

    private IReadOnlyList<Conjunct<B, N>> WholeGuard() =>
    [
        .. At.Count == 0 ? [] : new[] { new Conjunct<B, N>(string.Join(" or ", At.Select((p, i) => i == 0 ? p.Says : $"'{p.Name}'")), IsAtPoint) },
        .. When.Select(when => new Conjunct<B, N>(when.Says, when.Holds)),
        .. Through is null ? [] : new[] { new Conjunct<B, N>("a CPU may hold this translation", Through) { IsTranslation = true } },
        .. WhenAll,
    ];

    private B IsAtPoint(State<B, N> s, At<N> x)
    {
        B isAt = false;
        foreach (var point in At)
        {
            isAt |= s.At(x.Folio, point);
        }
        return isAt;
    }

    private sealed class Known(Step<B, N> step, IReadOnlyList<Conjunct<B, N>> guard)
    {
        public Step<B, N> Step => step;

        public IReadOnlyList<Conjunct<B, N>> Guard => guard;
    }
}

/// <summary>A step of the operation on one folio, written in terms of that folio.</summary>
/// <param name="name">unique name, a slug.</param>
/// <param name="function">the kernel function.</param>
/// <param name="at">the control points, one of which the operation has reached.</param>
public sealed class HugepageStep<B, N>(string name, string function, params IReadOnlyList<ControlPoint> at)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>What else must be the case.</summary>
    public IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> When { get; init; } = [];

    /// <summary>What must be the case for all values of more indices.</summary>
    public IReadOnlyList<Conjunct<B, N>> WhenAll { get; init; } = [];

    /// <summary>Assignments to tables, in order.</summary>
    public required Action<State<B, N>, N> Then { get; init; }

    /// <summary>Taken at boot.</summary>
    public bool IsAtBoot { get; init; }

    /// <summary>It is done under <c>hugetlb_lock</c>.</summary>
    public bool TakesLock { get; init; }

    /// <summary>The step.</summary>
    public static implicit operator Step<B, N>(HugepageStep<B, N> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.ToStep();
    }

    /// <summary>The step.</summary>
    public Step<B, N> ToStep()
    {
        var then = Then;
        return new(name, function, Folio)
        {
            At = at,
            When = [.. When.Select(HugepageConditions.OfFolio)],
            WhenAll = WhenAll,
            Then = (s, x) => then(s, x.Folio),
            IsAtBoot = IsAtBoot,
            TakesLock = TakesLock,
        };
    }
}

/// <summary>Conditions that are written in terms of a hugepage.</summary>
internal static class HugepageConditions
{
    /// <summary>In terms of the variables of a step: of the hugepage that it works on.</summary>
    public static (string Says, Condition<B, N> Holds) OfFolio<B, N>(this (string Says, Func<State<B, N>, N, B> Holds) when)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (when.Says, (s, x) => when.Holds(s, x.Folio));
}

/// <summary>A step of memory failure, written in terms of the base page that it was called for.</summary>
/// <param name="name">unique name, a slug.</param>
/// <param name="function">the kernel function.</param>
/// <param name="at">the control points, one of which memory failure has reached.</param>
public sealed class FailureStep<B, N>(string name, string function, params IReadOnlyList<ControlPoint> at)
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>What else must be the case of its folio.</summary>
    public IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> When { get; init; } = [];

    /// <summary>Does it use one translation of the page's struct page? Then the frame is a parameter.</summary>
    public bool ThroughTranslation { get; init; }

    /// <summary>Does it use one translation of the head's page? Then that frame is the parameter.</summary>
    public bool ThroughHeadsPage { get; init; }

    /// <summary>Assignments to tables, in order: of the folio, page, slot of the base page, and the frame that its struct page, or the head's page, is translated to, if it is a parameter.</summary>
    public required Action<State<B, N>, N, N, N, N> Then { get; init; }

    /// <summary>The step.</summary>
    public static implicit operator Step<B, N>(FailureStep<B, N> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.ToStep();
    }

    /// <summary>The step.</summary>
    public Step<B, N> ToStep()
    {
        var then = Then;
        return new(name, function, ThroughTranslation || ThroughHeadsPage ? [Frame] : [])
        {
            At = at,
            When = [.. When.Select(when => (when.Says, (Condition<B, N>)((s, _) => when.Holds(s, s.Failure.Folio.Value))))],
            Through = ThroughTranslation ? (s, x) => s.Reaches(s.Failure.Folio.Value, s.Failure.Page.Value, x.Frame)
                : ThroughHeadsPage ? (s, x) => s.Reaches(s.Failure.Folio.Value, 0, x.Frame) : null,
            Then = (s, x) => then(s, s.Failure.Folio.Value, s.Failure.Page.Value, s.Failure.Slot.Value, x.Frame),
        };
    }
}
