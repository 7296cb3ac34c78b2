using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Museum;

namespace Vmemmap.Model;

/// <summary>One design as a transition system: its steps and what must hold. Written once, for every meaning.</summary>
public sealed partial class Machine<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The machine of a design, with a seeded bug or without.</summary>
    /// <exception cref="DesignException">the parts do not fit together, or the bug changes nothing. The message is one sentence.</exception>
    public Machine(Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        Require(design, bug);
        Design = bug?.In(design) ?? design;
        var parts = Design.Parts;
        Shape = Design.Shape;
        Steps = [.. parts.SelectMany(part => part.Steps<B, N>(parts))];
        Steps = bug?.In(Steps) ?? Steps;
        Steps = [.. Steps.Select(step => Design.Functions.GetValueOrDefault(step.Function) is { } called ? step with { Function = called } : step)];
        if (parts.The<ErrorRecord>().IsUnderLock)
        {
            Steps = [.. Steps.Select(step => step.TakesLock ? step with { When = [.. step.When, ("hugetlb_lock is free", (s, _) => !s.FailureHoldsLock)] } : step)];
        }
        Steps = [.. Steps.Select(step => step with { When = [.. step.When, ("the kernel has not oopsed", (s, _) => !s.Oops.Value)] })];
        if (Shape.BeginsInMemblock)
        {
            // One CPU, and nobody else yet: whatever the boot code has set aside others come to when it is gathered.
            Steps = [.. Steps.Select(step => IsOfOthers(step) ? step with { When = [.. step.When, ("the memory is not set aside by the boot code", (s, x) => !s.IsSetAside(x.Folio))] } : step)];
        }
        IReadOnlyList<Invariant<B, N>> known =
        [
            .. Heads<B, N>.Of(parts.The<HeadLookup>(), parts.The<Observer>()),
            .. Mapping<B, N>.All,
            .. Contents<B, N>.All,
            .. Poison<B, N>.Of(parts.The<ErrorRecord>()),
            .. Promises<B, N>.All,
            .. ZoneTails<B, N>.All,
            .. MapFrames<B, N>.All,
        ];
        NotApplying = [.. known.Select(property => (property.Name, Reason: property.DoesNotApply(Shape))).Where(one => one.Reason is not null).Select(one => (one.Name, one.Reason!))];
        Properties = [.. known.Where(property => property.DoesNotApply(Shape) is null)];
        var depths = DepthsOfProperties(design, bug);
        Properties = [.. Properties.Select(property => property with { Depths = depths.GetValueOrDefault(property.Name, []) })];
        RequireSense(design, bug);
    }

    /// <summary>The design, as changed by the bug.</summary>
    public Design Design { get; }

    /// <summary>What its states must know of it.</summary>
    public Shape Shape { get; }

    /// <summary>Everything that can happen.</summary>
    public IReadOnlyList<Step<B, N>> Steps { get; }

    /// <summary>What users care about: the columns of the table of verdicts.</summary>
    public IReadOnlyList<Invariant<B, N>> Properties { get; }

    /// <summary>What other designs are judged by and this one is not, with the reason.</summary>
    public IReadOnlyList<(string Invariant, string Reason)> NotApplying { get; }

    /// <summary>What the proofs need besides: whatever they are, they are proved.</summary>
    public partial IReadOnlyList<Invariant<B, N>> Lemmas { get; }

    /// <summary>A state of this machine.</summary>
    /// <param name="tables">the meaning, which makes its tables.</param>
    public State<B, N> NewState(ITables<B, N> tables) => new(Shape, tables);

    private static bool IsOfOthers(Step<B, N> step) => step.Parameters.Contains(Folio) && step.At.All(point => point.Actor != Actor.Hugepage);

    // What is found out about the machine beside it: complaints, and numbers that only say when a premise is tested.
    static partial void Require(Design design, Bug? bug);

    partial void RequireSense(Design design, Bug? bug);

    private static partial IReadOnlyDictionary<string, IReadOnlyList<int>> DepthsOfProperties(Design design, Bug? bug);
}
