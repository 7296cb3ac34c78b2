using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;

namespace Vmemmap.Verify.Show;

/// <summary>The invariants that some design is judged by, in the order of the catalogue of invariants, and where each of them applies.</summary>
internal static class KnownInvariants
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> ReasonsByDesign =
        Catalogue.All.ToDictionary(design => design.Name, design => (IReadOnlyDictionary<string, string>)new Machine<Bit, Num>(design).NotApplying.ToDictionary(one => one.Invariant, one => one.Reason));

    /// <summary>All of them, each in the words of the oldest design that is judged by it.</summary>
    public static IReadOnlyList<Invariant<Bit, Num>> All { get; } = [.. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).DistinctBy(property => property.Name)];

    /// <summary>Why a design is not judged by an invariant; null where it is.</summary>
    public static string? ReasonAgainst(string invariant, Design design) => ReasonsByDesign[design.Name].GetValueOrDefault(invariant);

    /// <summary>The designs that are judged by an invariant.</summary>
    public static IEnumerable<Design> DesignsJudgedBy(string invariant) => Catalogue.All.Where(design => ReasonAgainst(invariant, design) is null);
}
