using Vmemmap.Model.Bugs;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Operations;

namespace Vmemmap.Model.Machine;

/// <summary>One design as a transition system: its steps and what must hold. Written once, for every meaning.</summary>
/// <typeparam name="B">truth values of the meaning.</typeparam>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public sealed class Machine<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    /// <summary>The machine of a design, with a seeded bug or without.</summary>
    public Machine(Design design, Bug? bug = null)
    {
        Design = bug?.Change(design) ?? design;
        IEnumerable<Step<B, N>> steps =
        [
            .. Creation<B, N>.Steps(Design),
            .. Optimise<B, N>.Steps(Design),
            .. MappingBack<B, N>.Steps(Design),
            .. Pool<B, N>.Steps(),
            .. Driver<B, N>.Steps(),
            .. Dissolve<B, N>.Steps(Design),
            .. PoisonTransfer<B, N>.Steps(Design),
            .. MemoryFailure<B, N>.Steps(Design),
            .. OtherUsers<B, N>.Steps(),
            .. SpeculativeReader<B, N>.Steps(Design),
        ];
        Steps = [.. steps.Select(step => bug?.Rewrite(step) ?? step)];
        Properties =
        [
            .. HeadLookup<B, N>.All,
            .. Mapping<B, N>.All,
            .. Contents<B, N>.All,
            .. Poison<B, N>.All,
        ];
        Lemmas =
        [
            .. MappingLemmas<B, N>.All,
            .. ContentLemmas<B, N>.All,
            .. Design.Lookup == LookupRule.FakeHead ? [] : new[] { ContentLemmas<B, N>.ReaderAnswer },
            .. PoisonLemmas<B, N>.For(Design),
        ];
    }

    /// <summary>The design, as changed by the bug.</summary>
    public Design Design { get; }

    /// <summary>Everything that can happen.</summary>
    public IReadOnlyList<Step<B, N>> Steps { get; }

    /// <summary>What users care about: the columns of the table of verdicts.</summary>
    public IReadOnlyList<Invariant<B, N>> Properties { get; }

    /// <summary>What the proofs need besides.</summary>
    public IReadOnlyList<Invariant<B, N>> Lemmas { get; }
}
