using System.Reflection;
using System.Text.RegularExpressions;
using Vmemmap.Model.Parts;

namespace Vmemmap.Verify.Show;

/// <summary>What a part cites. Where a parameter decides where it was read, only that which applies to this part is told.</summary>
internal static partial class CitedSource
{
    private const int Patience = 5000;

    /// <summary>What its class cites.</summary>
    public static KernelFunctionAttribute In(Part part) => part.GetType().GetCustomAttribute<KernelFunctionAttribute>(inherit: false)
        ?? throw new InvalidOperationException($"{part.GetType().Name} lacks [KernelFunction(...)].");

    /// <summary>Release or commit, and file, that it was read in.</summary>
    public static string Of(Part part)
    {
        var source = In(part).Source;
        return Conditional().Match(source) is { Success: true } either && part.GetType().GetProperty(either.Groups["parameter"].Value)?.GetValue(part) is bool isSet
            ? either.Groups[isSet ? "then" : "otherwise"].Value
            : source;
    }

    [GeneratedRegex(@"^(?<otherwise>.*); (?<parameter>\w+): (?<then>.*)$", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Conditional();
}
