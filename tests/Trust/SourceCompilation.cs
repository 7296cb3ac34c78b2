using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.Trust;

/// <summary>The source of model, properties, proofs and verify, compiled together once: what each file reaches for, symbol by symbol.</summary>
public sealed partial class SourceCompilation
{
    private const int Patience = 5000;

    // What the SDK and the source generators add to the files of the repository.
    private const string Generated = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;

        namespace Vmemmap.Proofs.Store
        {
            partial class StoredAnswerJson
            {
                public StoredAnswerJson() : base(null) { }
                public static StoredAnswerJson Default => throw new NotSupportedException();
                public System.Text.Json.Serialization.Metadata.JsonTypeInfo<StoredAnswer> StoredAnswer => throw new NotSupportedException();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
        }

        namespace Vmemmap.Verify.Output
        {
            partial class SarifJson
            {
                public SarifJson(System.Text.Json.JsonSerializerOptions options) : base(options) { }
                public static SarifJson Default => throw new NotSupportedException();
                public System.Text.Json.Serialization.Metadata.JsonTypeInfo<SarifLog> SarifLog => throw new NotSupportedException();
                protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
        }
        """;

    private static readonly ILookup<string, string> GlobalUsings = SourceFile.All
        .SelectMany(file => GlobalUsing().Matches(file.Text).Select(match => (Project: ProjectOf(file.Path), Using: match.Groups["using"].Value)))
        .ToLookup(found => found.Project, found => found.Using);

    private static readonly CSharpParseOptions Language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private readonly CSharpCompilation compilation;

    public SourceCompilation()
    {
        SyntaxTree[] trees = [.. SourceFile.All.AsParallel().Select(file => Parse(file.Text, file.Path)), Parse(Generated, "")];
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        compilation = CSharpCompilation.Create("Vmemmap", trees, Libraries, options);
        References = [.. trees.Where(tree => tree.FilePath.Length > 0).AsParallel().AsOrdered().SelectMany(tree => ReferencesIn(compilation, tree))];
    }

    /// <summary>What every file reaches for.</summary>
    internal IReadOnlyList<Reference> References { get; }

    /// <summary>What more files, that are not in the repository, would reach for.</summary>
    internal IReadOnlyList<Reference> ReferencesOf(params IReadOnlyList<(string Path, string Text)> files)
    {
        SyntaxTree[] planted = [.. files.Select(file => Parse(file.Text, file.Path))];
        var changed = compilation.AddSyntaxTrees(planted);
        return [.. planted.SelectMany(tree => ReferencesIn(changed, tree))];
    }

    // A global using is for the files of its own project. All projects are compiled together here, so it is given to each of these files, in front of its first line.
    private static SyntaxTree Parse(string text, string path)
    {
        var own = path.Length == 0 || GlobalUsing().IsMatch(text) ? "" : string.Concat(GlobalUsings[ProjectOf(path)]);
        return CSharpSyntaxTree.ParseText(path.Length == 0 ? text : own + text.Replace("global using", "using", StringComparison.Ordinal), Language, path);
    }

    private static string ProjectOf(string path) => path.Split('/')[0];

    [GeneratedRegex(@"^global (?<using>using [^\n]*;)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex GlobalUsing();

    private static IEnumerable<Reference> ReferencesIn(CSharpCompilation compilation, SyntaxTree tree) =>
        new ReferenceFinder(compilation.GetSemanticModel(tree)).Find();

    // What the tests themselves run with, but for the projects that are compiled here.
    private static IEnumerable<MetadataReference> Libraries => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("Vmemmap.", StringComparison.Ordinal) && Path.GetFileName(path) is not ("verify.dll" or "bench.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));
}
