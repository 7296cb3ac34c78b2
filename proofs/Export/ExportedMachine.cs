using System.Globalization;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Export;

/// <summary>A machine in one scope, ready to be written for a tool of others, with what a reader of that text wants to know.</summary>
public sealed class ExportedMachine
{
    private readonly IReadOnlyDictionary<string, Invariant<Bit, Num>> stated;

    private ExportedMachine(string name, Recording recording, IReadOnlyList<string> heading, IReadOnlyDictionary<string, Invariant<Bit, Num>> stated)
    {
        (Name, Recording, Heading, this.stated) = (name, recording, heading, stated);
        Ranges = new TermRanges(recording);
    }

    /// <summary>The terms.</summary>
    public Recording Recording { get; }

    /// <summary>The same words as names of files use: the design, and the bug where there is one.</summary>
    public string Name { get; }

    /// <summary>What the numbers can be.</summary>
    internal TermRanges Ranges { get; }

    /// <summary>What the text is about, for its first lines.</summary>
    internal IReadOnlyList<string> Heading { get; }

    /// <summary>Prepares a machine with the invariants named.</summary>
    /// <param name="instance">the machine and its scope.</param>
    /// <param name="bounds">the part of it that is written.</param>
    /// <param name="invariants">names of properties and lemmas.</param>
    public static ExportedMachine Of(Instance instance, Bounds bounds, IReadOnlySet<string> invariants)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var (design, bug) = (instance.Design, instance.Bug);
        var recording = Recording.Of(instance, bounds, invariants);
        return new(
            bug is null ? design.Name : $"{design.Name}.{bug.Name}",
            recording,
            [
                $"{design.Name}: {design.Title}.",
                .. bug is null ? Array.Empty<string>() : [$"With a seeded bug, {bug.Name}: {bug.Sentence}"],
                $"Scope: {recording.Scope}.",
                $"Bounds: {bounds}.",
                "Each step is what the kernel does at once. Pages are vmemmap pages; struct pages are contents of frames.",
            ],
            instance.Machine.Properties.Concat(instance.Machine.Lemmas).ToDictionary(i => i.Name));
    }

    /// <summary>Prepares a machine that is none of a design.</summary>
    /// <param name="recording">the machine; its name is the name of the text.</param>
    /// <param name="heading">what it is, one sentence a line.</param>
    public static ExportedMachine Of(Recording recording, params IReadOnlyList<string> heading)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return new(recording.Name, recording, heading, new Dictionary<string, Invariant<Bit, Num>>());
    }

    /// <summary>The invariants that a design is not known to violate: a checker stops at the first violation, so only with these it walks all states.</summary>
    public static IReadOnlySet<string> Unrefuted(Instance instance) =>
        instance.Machine.Properties.Select(p => p.Name).Except(instance.Design.Refuted.Select(r => r.Invariant)).ToHashSet();

    /// <summary>What the invariant says, and where it comes from, as far as that is known.</summary>
    internal IEnumerable<string> Sentences(RecordedInvariant invariant) =>
        stated.TryGetValue(invariant.Name, out var known) ? [known.Sentence, $"Origin: {known.Origin}"] : [];

    /// <summary>What the values of a table mean: the names of control points, or what the number names.</summary>
    internal static string? Meaning(TableLayout table) => table.Values is not { } domain
        ? null
        : domain.Names is { } names ? string.Join(", ", names.Select((name, value) => string.Create(CultureInfo.InvariantCulture, $"{value} {name}"))) : domain.Name;

    /// <summary>The premises of an invariant that can be told once so many of its variables, outermost first, are known.</summary>
    internal static IReadOnlyList<Term> PremisesOn(RecordedInvariant invariant, int variables) =>
        [.. invariant.Premises.Where(p => p.Variables == variables).Select(p => p.Holds)];
}
