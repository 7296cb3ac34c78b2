using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Vmemmap.Model.Parts;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Tests.Trust;

/// <summary>Whoever holds a part against the kernel is told which function it is and where it was read, and what each of its members is for.</summary>
[Trait("Category", "Fast")]
public sealed partial class Parts_say_what_they_are
{
    private const int Patience = 5000;

    [Fact]
    public void Every_part_names_its_kernel_function_and_where_it_was_read() => Assert.All(
        typeof(Part).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Part)) && !type.IsAbstract),
        part =>
        {
            var cited = part.GetCustomAttribute<KernelFunctionAttribute>(inherit: false);
            Assert.True(cited is not null, $"{part.Name} lacks [KernelFunction(...)].");
            Assert.NotEqual("", cited.Function.Trim());
            Assert.NotEqual("", cited.Source.Trim());
        });

    // verify show reads these names.
    [Fact]
    public void Where_a_parameter_decides_the_source_it_is_a_truth_value_of_the_part() => Assert.All(
        from part in typeof(Part).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Part)) && !type.IsAbstract)
        from Match match in Parameter().Matches(part.GetCustomAttribute<KernelFunctionAttribute>(inherit: false)!.Source)
        select (Part: part, Name: match.Groups["name"].Value),
        named => Assert.Equal(typeof(bool), named.Part.GetProperty(named.Name)?.PropertyType));

    [GeneratedRegex(@"; (?<name>\w+): ", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Parameter();

    // The compiler is told not to ask for docstrings there, as it would ask for them on overrides too.
    [Fact]
    public void Whatever_is_public_in_a_part_and_no_override_has_a_docstring() =>
        Assert.Empty(SourceFile.All.Where(file => file.Path.StartsWith("model/Kernel/", StringComparison.Ordinal)).SelectMany(file => Undocumented(file.Path, file.Text)));

    [Theory]
    [InlineData("public record A { }", "A")]
    [InlineData("/// <summary>It.</summary>\npublic record A { public int X { get; } }", "int X")]
    [InlineData("/// <summary>It.</summary>\npublic record A { protected virtual void X() { } }", "void X()")]
    [InlineData("/// <summary>It.</summary>\npublic record A { public override string ToString() => \"\"; }", null)]
    [InlineData("/// <summary>It.</summary>\npublic record A { private int X { get; } }", null)]
    [InlineData("internal class A { public int X; }", null)]
    public void A_missing_docstring_is_found(string text, string? missing) =>
        Assert.Equal(missing is null ? [] : [missing], Undocumented("", text).Select(complaint => complaint.Split(": ")[1]));

    private static IEnumerable<string> Undocumented(string path, string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is not BaseNamespaceDeclarationSyntax && IsSeen(member) && !member.Modifiers.Any(SyntaxKind.OverrideKeyword) && !HasDocstring(member))
        .Select(member => $"{path}: {Shown(member)}");

    private static bool IsSeen(MemberDeclarationSyntax member) =>
        member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Where(around => around is not BaseNamespaceDeclarationSyntax)
            .All(around => around.Modifiers.Any(SyntaxKind.PublicKeyword) || around.Modifiers.Any(SyntaxKind.ProtectedKeyword));

    private static bool HasDocstring(MemberDeclarationSyntax member) => member.GetLeadingTrivia().Any(trivia => trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax);

    private static string Shown(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        PropertyDeclarationSyntax property => $"{property.Type} {property.Identifier}",
        MethodDeclarationSyntax method => $"{method.ReturnType} {method.Identifier}{method.ParameterList}",
        _ => member.ToString(),
    };
}
