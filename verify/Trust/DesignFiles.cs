using System.Reflection;
using System.Runtime.CompilerServices;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Machine;

namespace Vmemmap.Verify.Trust;

/// <summary>
/// Finds the files that one design needs among those of all designs: the file that gives it its name, those that its steps are written in, and what
/// either of these mentions.
/// </summary>
internal static class DesignFiles
{
    /// <summary>The files of a part that the design needs.</summary>
    public static IReadOnlySet<SourceFile> Of(Design design, IReadOnlyList<SourceFile> files)
    {
        var types = TypesOfSteps(design).Select(type => type.FullName!.Split('`')[0]).ToHashSet();
        HashSet<SourceFile> needed = [.. files.Where(file => file.Types.Any(types.Contains) || IsNamedIn(file, design))];
        Queue<SourceFile> open = new(needed);
        while (open.TryDequeue(out var next))
        {
            foreach (var used in files.Where(file => IsUsedBy(next, file) && needed.Add(file)))
            {
                open.Enqueue(used);
            }
        }
        return needed;
    }

    private static bool IsNamedIn(SourceFile file, Design design) => file.Text.Contains($"Name = \"{design.Name}\"", StringComparison.Ordinal);

    private static bool IsUsedBy(SourceFile user, SourceFile file) => user.Mentions(file.Name) || file.Types.Any(type => user.Mentions(type.Split('.')[^1]));

    // Where a design is a list of parts, the types of these belong here too.
    private static IEnumerable<Type> TypesOfSteps(Design design) => new Machine<Bit, Num>(design).Steps
        .SelectMany(step => (Delegate[])[step.Effect, .. step.Guard.Select(conjunct => conjunct.Holds)])
        .SelectMany(TypesOf)
        .Distinct();

    // The type in whose text the code stands, and those of the code that it was given to call.
    private static IEnumerable<Type> TypesOf(Delegate code) => [OutermostOf(code.Method.DeclaringType!), .. code.Target is { } target ? TypesWithin(target) : []];

    private static IEnumerable<Type> TypesWithin(object target) => !IsClosure(target) ? [] : target.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(field => field.GetValue(target))
        .SelectMany(value => value switch
        {
            Delegate code => TypesOf(code),
            not null => TypesWithin(value),
            null => [],
        });

    private static bool IsClosure(object target) => target.GetType().IsDefined(typeof(CompilerGeneratedAttribute));

    private static Type OutermostOf(Type type) => type.DeclaringType is { } outer ? OutermostOf(outer) : type;
}
