using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Show;

/// <summary>A function of the kernel that the words of a step name.</summary>
/// <param name="Name">its name, without brackets.</param>
/// <param name="Step">name of the step.</param>
/// <param name="Words">all that the step says of functions.</param>
/// <param name="Design">the design in which it says so.</param>
internal sealed record CalledFunction(string Name, string Step, string Words, Design Design);

/// <summary>The kernel functions that steps name, each in the words of its release.</summary>
internal static partial class KernelFunctions
{
    private const int Patience = 5000;

    /// <summary>Those of designs.</summary>
    public static IEnumerable<CalledFunction> Of(IEnumerable<Design> designs) =>
        from design in designs
        from step in new Machine<Bit, Num>(design).Steps
        from name in Called().Matches(step.Function).Select(match => match.Value).Distinct()
        select new CalledFunction(name, step.Name, step.Function, design);

    [GeneratedRegex(@"\w+(?=\()", RegexOptions.None, Patience)]
    private static partial Regex Called();
}
