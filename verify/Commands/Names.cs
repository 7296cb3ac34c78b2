using System.CommandLine;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Museum;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Commands;

/// <summary>Finds what a user names, or says what there is.</summary>
internal static class Names
{
    private static readonly Machine<Bit, Num> Machine = new(Corrected518.Design);
    private static readonly IReadOnlyList<string> Invariants = [.. KnownInvariants.All.Select(p => p.Name)];

    /// <summary>An option that takes a name and may be given several times.</summary>
    public static Option<string[]> Repeatable(string name, string description)
    {
        Option<string[]> option = new(name) { Description = $"{description} (repeatable)", HelpName = "NAME", DefaultValueFactory = _ => [] };
        // The library is content with one name for all occurrences.
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count < result.IdentifierTokenCount)
            {
                result.AddError($"Required argument missing for option: '{name}'");
            }
        });
        return option;
    }

    public static Design Design(string name) =>
        Catalogue.Find(name) ?? throw Unknown("design", name, Catalogue.All.Select(d => d.Name));

    public static IReadOnlyList<Design> Designs(IReadOnlyList<string> names) => names.Count == 0 ? Catalogue.All : [.. names.Distinct().Select(Design)];

    public static IReadOnlyList<Correction> Corrections(IReadOnlyList<string> names)
    {
        var all = Model.Designs.Corrections.All;
        return [.. names.Distinct().Select(name => all.FirstOrDefault(one => one.Name == name) ?? throw Unknown("correction", name, all.Select(one => one.Name)))];
    }

    public static Bug? Bug(string? name, Design design)
    {
        var possible = SeededBugs.All.Where(b => b.AppliesTo(design)).ToList();
        return name is null ? null : possible.Find(b => b.Name == name) ?? throw Unknown($"bug of {design.Name}", name, possible.Select(b => b.Name));
    }

    /// <summary>A bug, wherever it applies.</summary>
    public static Bug? Bug(string? name) => name is null ? null : SeededBugs.Find(name) ?? throw Unknown("bug", name, SeededBugs.All.Select(b => b.Name));

    public static IReadOnlyList<string> Steps(IReadOnlyList<string> names, Instance instance)
    {
        var possible = instance.Machine.Steps.Select(step => step.Name).ToList();
        foreach (var name in names.Where(name => !possible.Contains(name)))
        {
            throw Unknown($"step of {instance.Design.Name}", name, possible);
        }
        return names;
    }

    /// <summary>The properties named; where none is named all of them, and whatever is said of the ranges of tables.</summary>
    /// <param name="names">the names, or numbers of the literature.</param>
    /// <param name="designs">what is to be judged by them: each applies to one of these at least.</param>
    public static IReadOnlySet<string> InvariantSet(IReadOnlyList<string> names, IReadOnlyList<Design> designs)
    {
        List<string> meant = [.. names.SelectMany(name => Meant(name, designs)).Distinct()];
        foreach (var name in meant)
        {
            if (designs.All(design => KnownInvariants.ReasonAgainst(name, design) is not null))
            {
                throw new UserErrorException($"'{name}' does not apply to {designs[0].Name}: {KnownInvariants.ReasonAgainst(name, designs[0])}.");
            }
        }
        return meant.Count == 0 ? Invariants.Concat(Machine.Ranges.Select(range => range.Name)).ToHashSet() : meant.ToHashSet();
    }

    // A number of the literature stands for the invariants that cover it, of those that apply to a design where any does.
    private static IReadOnlyList<string> Meant(string name, IReadOnlyList<Design> designs)
    {
        if (Invariants.Contains(name))
        {
            return [name];
        }
        if (NotJudged.Reasons.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)) is { Key: { } number, Value: var reason })
        {
            throw new UserErrorException($"{number} is covered by no invariant: {reason}");
        }
        List<string> covering = [.. KnownInvariants.All.Where(invariant => invariant.Ids.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(invariant => invariant.Name)];
        List<string> applying = [.. covering.Where(invariant => designs.Any(design => KnownInvariants.ReasonAgainst(invariant, design) is null))];
        return applying.Count > 0 ? applying : covering.Count > 0 ? covering : throw Unknown("invariant", name, Invariants);
    }

    /// <summary>The complaint about a name that there is not.</summary>
    public static UserErrorException Unknown(string kind, string name, IEnumerable<string> allowed)
    {
        List<string> names = [.. allowed];
        return new($"There is no {kind} '{name}': the names are {string.Join(", ", names)}.{(Closest.To(name, names) is { } meant ? $" Did you mean '{meant}'?" : "")}");
    }
}
