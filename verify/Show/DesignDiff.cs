using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;

namespace Vmemmap.Verify.Show;

/// <summary>What differs between two designs.</summary>
internal sealed class DesignDiff
{
    /// <summary>Compares two designs.</summary>
    public DesignDiff(Design from, Design to)
    {
        (From, To) = (from, to);
        Parts = [.. Paired(from.Parts, to.Parts)];
        var (before, after) = (StepChange.StepsOf(from), StepChange.StepsOf(to));
        Gone = [.. before.Keys.Where(name => !after.ContainsKey(name))];
        New = [.. after.Keys.Where(name => !before.ContainsKey(name))];
        Changed = [.. after.Where(step => before.ContainsKey(step.Key)).Select(step => StepChange.Of(before[step.Key], step.Value)).Where(change => change.Differences.Count > 0)];
        Verdicts =
        [
            .. KnownInvariants.All.Where(property => new[] { from, to }.All(design => KnownInvariants.ReasonAgainst(property.Name, design) is null)).Select(property => (property.Name, from.Refuted.Of(property.Name), to.Refuted.Of(property.Name)))
                .Where(verdict => verdict.Item2?.Steps != verdict.Item3?.Steps || verdict.Item2 is null != verdict.Item3 is null || verdict.Item2?.LastStep != verdict.Item3?.LastStep),
        ];
    }

    /// <summary>The first design.</summary>
    public Design From { get; }

    /// <summary>The second.</summary>
    public Design To { get; }

    /// <summary>What of the layouts differs, each with the value before and after.</summary>
    public IEnumerable<(string Name, string Before, string After)> LayoutChanges => typeof(Layout).GetProperties()
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => (property.Name, $"{property.GetValue(From.Layout)}".ToLowerInvariant(), $"{property.GetValue(To.Layout)}".ToLowerInvariant()))
        .Where(value => value.Item2 != value.Item3);

    /// <summary>Parts that differ, each with its other version; null where there is none.</summary>
    public IReadOnlyList<(Part? Before, Part? After)> Parts { get; }

    /// <summary>Steps that the second has not.</summary>
    public IReadOnlyList<string> Gone { get; }

    /// <summary>Steps that the first has not.</summary>
    public IReadOnlyList<string> New { get; }

    /// <summary>Steps that both have, with another guard or effect, or in another function.</summary>
    public IReadOnlyList<StepChange> Changed { get; }

    /// <summary>Invariants that both are judged by whose verdict differs, or the shortest counterexample: what each design expects, null for proved.</summary>
    public IReadOnlyList<(string Invariant, Expectation? Before, Expectation? After)> Verdicts { get; }

    /// <summary>Invariants that only one of the two is judged by, each with that one.</summary>
    public IEnumerable<(string Invariant, Design Judged)> JudgedInOne => KnownInvariants.All
        .Select(property => (property.Name, Judged: ((Design[])[From, To]).Where(design => KnownInvariants.ReasonAgainst(property.Name, design) is null).ToList()))
        .Where(one => one.Judged.Count == 1).Select(one => (one.Name, one.Judged[0]));

    // Versions of one class first, then those that derive from one class.
    private static IEnumerable<(Part? Before, Part? After)> Paired(PartList from, PartList to)
    {
        List<Part> before = [.. from.Except(to)], after = [.. to.Except(from)];
        List<(Part? Before, Part? After)> pairs = [];
        foreach (var key in new Func<Part, Type>[] { part => part.GetType(), PartVersions.RoleOf })
        {
            foreach (var part in before.ToList())
            {
                if (after.Find(other => key(other) == key(part)) is { } version)
                {
                    pairs.Add((part, version));
                    before.Remove(part);
                    after.Remove(version);
                }
            }
        }
        return [.. pairs.OrderBy(pair => Array.IndexOf([.. to], pair.After)), .. after.Select(part => ((Part?)null, (Part?)part)), .. before.Select(part => ((Part?)part, (Part?)null))];
    }
}
