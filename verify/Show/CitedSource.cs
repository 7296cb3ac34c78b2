using System.Reflection;
using System.Text.RegularExpressions;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;

namespace Vmemmap.Verify.Show;

/// <summary>What a part cites. Where a parameter decides where it was read, only that which applies to this part is told.</summary>
internal static partial class CitedSource
{
    private const int Patience = 5000;

    /// <summary>What its class cites.</summary>
    public static KernelFunctionAttribute In(Part part) => part.GetType().GetCustomAttribute<KernelFunctionAttribute>(inherit: false)
        ?? throw new InvalidOperationException($"{part.GetType().Name} lacks [KernelFunction(...)].");

    /// <summary>The kernel function that it is, as the release of a design calls it, or who else acts.</summary>
    /// <param name="part">the part.</param>
    /// <param name="design">whose release is asked.</param>
    public static string FunctionOf(Part part, Design design)
    {
        var function = In(part).Function;
        return design.Functions.GetValueOrDefault(function, function);
    }

    /// <summary>Release or commit, and file, that it was read in for its design: where that says nothing, of several parameters that are set the last decides.</summary>
    public static string Of(Part part) => part.ReadIn ?? Of(part, In(part).Source);

    private static string Of(Part part, string source) =>
        Conditional().Match(source) is { Success: true } either && part.GetType().GetProperty(either.Groups["parameter"].Value)?.GetValue(part) is bool isSet
            ? isSet ? either.Groups["then"].Value : Of(part, either.Groups["otherwise"].Value)
            : source;

    [GeneratedRegex(@"^(?<otherwise>.*); (?<parameter>\w+): (?<then>.*)$", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Conditional();
}
