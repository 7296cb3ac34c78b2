using System.Text.Json.Serialization;

namespace Vmemmap.Verify.Output;

/// <summary>A log in the format SARIF 2.1.0, as far as it is used here: the names are those of the standard.</summary>
/// <param name="Runs">what was run: one.</param>
internal sealed record SarifLog(IReadOnlyList<SarifRun> Runs)
{
    /// <summary>Where the standard keeps its schema.</summary>
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-1)]
    public string Schema => "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>Of the format.</summary>
    [JsonPropertyOrder(-1)]
    public string Version => "2.1.0";
}

/// <summary>One run of a tool.</summary>
internal sealed record SarifRun(SarifTool Tool, IReadOnlyList<SarifInvocation> Invocations, IReadOnlyList<SarifResult> Results, SarifAutomation? AutomationDetails);

/// <summary>Of which of several runs it is the log: whoever gathers logs keeps them apart by the id.</summary>
internal sealed record SarifAutomation(string Id, SarifText Description);

/// <summary>What ran.</summary>
internal sealed record SarifTool(SarifDriver Driver);

/// <summary>The program, and what it looks for.</summary>
internal sealed record SarifDriver(string Name, string SemanticVersion, IReadOnlyList<SarifRule> Rules);

/// <summary>How the run ended, and what came of it in numbers.</summary>
internal sealed record SarifInvocation(bool ExecutionSuccessful, int ExitCode, SarifProvenance Properties);

/// <summary>What gave the results.</summary>
internal sealed record SarifProvenance(string Commit, string Sources, string Machine, string Summary);

/// <summary>What is looked for.</summary>
internal sealed record SarifRule(string Id, SarifText ShortDescription, SarifText Help, SarifTags? Properties);

/// <summary>The numbers of the literature that a rule has.</summary>
internal sealed record SarifTags(IReadOnlyList<string> Tags);

/// <summary>Something that was found.</summary>
/// <param name="RuleId">of what.</param>
/// <param name="RuleIndex">where that stands among the rules.</param>
/// <param name="Level"><c>error</c> or <c>note</c>.</param>
/// <param name="Message">what is said of it.</param>
/// <param name="Locations">where it is to be seen.</param>
/// <param name="PartialFingerprints">what tells it from others, from run to run.</param>
internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations, SarifFingerprint PartialFingerprints);

/// <summary>Plain text.</summary>
internal sealed record SarifText(string Text);

/// <summary>A place.</summary>
internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

/// <summary>A line of a file.</summary>
internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion Region);

/// <summary>A file.</summary>
/// <param name="Uri">its path.</param>
/// <param name="UriBaseId">from where: the root of the repository, wherever it is.</param>
internal sealed record SarifArtifact(string Uri, string UriBaseId = "%SRCROOT%");

/// <summary>A line.</summary>
internal sealed record SarifRegion(int StartLine);

/// <summary>The design and the invariant: there is one verdict on both.</summary>
internal sealed record SarifFingerprint([property: JsonPropertyName("verdict/v1")] string Verdict);

/// <summary>How a log is written in JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext;
