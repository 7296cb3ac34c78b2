namespace Vmemmap.Model.Parts;

/// <content>What is said of a list that lacks a part, or has one too many.</content>
public sealed partial class PartList
{
    private static IEnumerable<string> KindsOf<T>() where T : Part =>
        typeof(T).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal);

    private partial Exception NotOne<T>() where T : Part
    {
        var there = parts.OfType<T>().Select(part => part.GetType().Name).ToList();
        var needs = $"A design needs exactly one part of the kind {typeof(T).Name} ({string.Join(" or ", KindsOf<T>())})";
        return new DesignException(there.Count == 0 ? $"{needs}, but there is none among its parts {this}." : $"{needs}, but it has {string.Join(" and ", there)}.");
    }
}
