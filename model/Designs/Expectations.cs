using System.Collections;

namespace Vmemmap.Model.Designs;

/// <summary>A refutation that a design is known for: of which invariant, how its shortest counterexample ends, and why.</summary>
/// <param name="Invariant">slug of the invariant.</param>
/// <param name="Reason">the bug, with mail or commit where there is one.</param>
public sealed record Expectation(string Invariant, string Reason)
{
    /// <summary>Steps that its counterexample does without: with them it would be out of the explorer's reach.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Base pages that must be bad at once for it.</summary>
    public int Errors { get; init; } = 1;

    /// <summary>The beginning that its shortest counterexample needs, where it is another than that of <see cref="Design.SmallScope"/>: one of <see cref="Design.OtherBeginnings"/>.</summary>
    public Func<Scope, Scope> In { get; init; } = small => small;

    /// <summary>Tail pages that its shortest counterexample needs besides those of <see cref="Design.SmallScope"/>.</summary>
    public int MoreTailPages { get; init; }

    /// <summary>Names of the corrections with which it is proved, in the order in which they are made; without any of them it is refuted. None where nobody knows yet.</summary>
    public IReadOnlyList<string> Remedy { get; private init; } = [];

    /// <summary>Steps of the shortest counterexample; null where nobody has counted them yet.</summary>
    public int? Steps { get; private init; }

    /// <summary>Name of its last step, the one that does the damage; null where nobody has looked yet.</summary>
    public string? LastStep { get; private init; }

    /// <summary>What was measured.</summary>
    /// <param name="steps">steps of the shortest counterexample.</param>
    /// <param name="lastStep">name of the last one.</param>
    public Expectation After(int steps, string lastStep) => this with { Steps = steps, LastStep = lastStep };

    /// <summary>What makes it hold.</summary>
    /// <param name="corrections">names of corrections.</param>
    public Expectation HoldsWith(params string[] corrections) => this with { Remedy = corrections };
}

/// <summary>The refutations that one design is known for. They are its own: one that is derived from it has others, or none, and says so.</summary>
/// <param name="design">name of the design that they were measured on.</param>
/// <param name="all">the refutations.</param>
public sealed class Expectations(string design, params IReadOnlyList<Expectation> all) : IReadOnlyList<Expectation>
{
    /// <summary>Every invariant is expected to hold, whatever the design.</summary>
    public static Expectations None { get; } = new("");

    /// <summary>Name of the design that they were measured on; irrelevant where there are none.</summary>
    public string Design => design;

    /// <inheritdoc/>
    public int Count => all.Count;

    /// <inheritdoc/>
    public Expectation this[int index] => all[index];

    /// <summary>The one of an invariant, or null.</summary>
    public Expectation? Of(string invariant) => all.FirstOrDefault(expectation => expectation.Invariant == invariant);

    /// <summary>The one of an invariant, as it was measured of a design that is derived from this one.</summary>
    /// <param name="invariant">slug of the invariant.</param>
    /// <param name="steps">steps of the shortest counterexample there.</param>
    /// <param name="lastStep">name of the last one.</param>
    public Expectation Remeasured(string invariant, int steps, string lastStep) => Of(invariant)!.After(steps, lastStep);

    /// <summary>Some of them.</summary>
    public Expectations Only(Func<Expectation, bool> isKept) => new(design, [.. all.Where(isKept)]);

    /// <inheritdoc/>
    public IEnumerator<Expectation> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
