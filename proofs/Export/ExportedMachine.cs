using System.Globalization;
using Vmemmap.Model.Bugs;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Machine;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Export;

/// <summary>A machine in one scope, ready to be written for a tool of others, with what a reader of that text wants to know.</summary>
public sealed class ExportedMachine
{
    private readonly Dictionary<string, Invariant<Bit, Num>> stated;
    private readonly Design design;
    private readonly Bug? bug;
    private readonly Bounds bounds;

    private ExportedMachine(Instance instance, Bounds bounds, IReadOnlySet<string> invariants)
    {
        (design, bug, this.bounds) = (instance.Machine.Design, instance.Bug, bounds);
        stated = instance.Machine.Properties.Concat(instance.Machine.Lemmas).ToDictionary(i => i.Name);
        Recording = Recording.Of(instance, bounds, invariants);
        Ranges = new TermRanges(Recording);
    }

    /// <summary>The terms.</summary>
    public Recording Recording { get; }

    /// <summary>Names the design, and the bug where there is one: the same words as names of files use.</summary>
    public string Name => bug is null ? design.Name : $"{design.Name}.{bug.Name}";

    /// <summary>What the numbers can be.</summary>
    internal TermRanges Ranges { get; }

    /// <summary>What the text is about, for its first lines.</summary>
    internal IEnumerable<string> Heading
    {
        get
        {
            yield return $"{design.Name}: {design.Title}.";
            if (bug is not null)
            {
                yield return $"With a seeded bug, {bug.Name}: {bug.Sentence}";
            }
            yield return $"Scope: {Recording.Scope}.";
            yield return $"Bounds: {bounds}.";
            yield return "Each step is what the kernel does at once. Pages are vmemmap pages; struct pages are contents of frames.";
        }
    }

    /// <summary>Prepares a machine with the invariants named.</summary>
    /// <param name="instance">the machine and its scope.</param>
    /// <param name="bounds">the part of it that is written.</param>
    /// <param name="invariants">names of properties and lemmas.</param>
    public static ExportedMachine Of(Instance instance, Bounds bounds, IReadOnlySet<string> invariants) => new(instance, bounds, invariants);

    /// <summary>The invariants that a design is not known to violate: a checker stops at the first violation, so only with these it walks all states.</summary>
    public static IReadOnlySet<string> Unrefuted(Instance instance) =>
        instance.Machine.Properties.Select(p => p.Name).Except(instance.Machine.Design.Refuted.Select(r => r.Invariant)).ToHashSet();

    /// <summary>What the invariant says, and where it comes from.</summary>
    internal IEnumerable<string> Sentences(RecordedInvariant invariant)
    {
        var (sentence, origin) = (stated[invariant.Name].Sentence, stated[invariant.Name].Origin);
        return [sentence, $"Origin: {origin}"];
    }

    /// <summary>What the values of a table mean: the names of control points, or what the number names.</summary>
    internal static string? Meaning(TableLayout table) => table.Values is not { } domain
        ? null
        : domain.Names is { } names ? string.Join(", ", names.Select((name, value) => string.Create(CultureInfo.InvariantCulture, $"{value} {name}"))) : domain.Name;

    /// <summary>The premises of an invariant that can be told once so many of its variables, outermost first, are known.</summary>
    internal static IReadOnlyList<Term> PremisesOn(RecordedInvariant invariant, int variables) =>
        [.. invariant.Premises.Where(p => p.Variables == variables).Select(p => p.Holds)];
}
