using System.CommandLine;

namespace Vmemmap.Verify.Commands;

/// <summary><c>--json</c>, which every verb has that prints results.</summary>
internal static class ForMachines
{
    /// <summary>The option of a verb.</summary>
    /// <param name="besides">what else is to be said of its lines.</param>
    public static Option<bool> Option(string besides = "") => new("--json") { Description = $"one JSON object per line, as SCHEMA.md says{besides}" };
}
