using System.Reflection;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;

namespace Vmemmap.Verify.Show;

/// <summary>Parts by what they are versions of.</summary>
internal static class PartVersions
{
    /// <summary>The parts of all designs: of each class the first, in the order of the designs.</summary>
    public static IReadOnlyList<Part> All { get; } = [.. Catalogue.All.SelectMany(design => design.Parts).DistinctBy(part => part.GetType())];

    /// <summary>The class that all versions of the same function derive from.</summary>
    public static Type RoleOf(Part part)
    {
        var role = part.GetType();
        while (role.BaseType != typeof(Part))
        {
            role = role.BaseType!;
        }
        return role;
    }

    /// <summary>The designs that have a part of this class.</summary>
    public static IEnumerable<Design> DesignsWith(Type type) => Catalogue.All.Where(design => design.Parts.Any(part => part.GetType() == type));

    /// <summary>The part of this class that a design has.</summary>
    public static Part Of(Type type, Design design) => design.Parts.First(part => part.GetType() == type);

    /// <summary>The kernel function that a part of this class is, as the newest kernel calls it.</summary>
    /// <param name="type">the class.</param>
    /// <param name="designs">the designs that are spoken of; one of them has it.</param>
    public static string FunctionOf(Type type, IEnumerable<Design> designs)
    {
        var newest = Catalogue.Newest([.. DesignsWith(type).Intersect(designs)]);
        return CitedSource.FunctionOf(Of(type, newest), newest);
    }

    /// <summary>The parameters that say which version it is, with their values.</summary>
    public static IReadOnlyDictionary<string, string> ParametersOf(Part part)
    {
        var type = part.GetType();
        var names = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name).ToHashSet();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => names.Contains(property.Name)).ToDictionary(property => property.Name, property => $"{property.GetValue(part)}".ToLowerInvariant());
    }
}
