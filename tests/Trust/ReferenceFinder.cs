using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vmemmap.Tests.Trust;

/// <summary>
/// Finds what one file reaches for: every type, method, property, field, constructor, operator and conversion of the solution that it uses, also where no
/// name is written, and the type of everything that it computes with.
/// </summary>
internal sealed class ReferenceFinder(SemanticModel model)
{
    private readonly HashSet<ISymbol> found = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> unresolved = [];

    public IEnumerable<Reference> Find()
    {
        // What a using directive names is found where it is used.
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            Visit(node);
        }
        var file = model.SyntaxTree.FilePath;
        return
        [
            .. found
                .Select(symbol => new Reference(file, symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), FilesOf(symbol)))
                .Where(reference => reference.DeclaredIn.Count > 0),
            .. unresolved.Select(name => new Reference(file, name, [])),
        ];
    }

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case SimpleNameSyntax name:
                AddNamed(name);
                break;
            case ExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or AttributeSyntax:
                Add(model.GetSymbolInfo(node).Symbol);
                break;
            case CommonForEachStatementSyntax loop:
                var each = model.GetForEachStatementInfo(loop);
                Add(each.GetEnumeratorMethod);
                Add(each.ElementType);
                break;
        }
        if (node is ExpressionSyntax expression)
        {
            Add(model.GetTypeInfo(expression).Type);
            Add(model.GetConversion(expression).MethodSymbol);
        }
    }

    private void AddNamed(SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        var symbols = info.Symbol is { } one ? [one] : info.CandidateSymbols;
        if (symbols.IsEmpty && !name.IsVar && !IsKeyword(name))
        {
            unresolved.Add(name.ToString());
        }
        foreach (var symbol in symbols)
        {
            Add(symbol);
        }
    }

    // Names that the language itself gives a meaning where they stand.
    private static bool IsKeyword(SimpleNameSyntax name) => name.Identifier.Text is "_" or "nameof" or "notnull" or "unmanaged";

    private void Add(ISymbol? symbol)
    {
        switch (symbol)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                Add(pointer.PointedAtType);
                break;
            case INamedTypeSymbol type:
                found.Add(type.OriginalDefinition);
                foreach (var argument in type.TypeArguments.Where(argument => !SymbolEqualityComparer.Default.Equals(argument, type)))
                {
                    Add(argument);
                }
                break;
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.BuiltinOperator }:
                break;
            case IMethodSymbol method:
                found.Add((method.ReducedFrom ?? method).OriginalDefinition);
                break;
            case IPropertySymbol or IFieldSymbol or IEventSymbol:
                found.Add(symbol.OriginalDefinition);
                break;
        }
    }

    // What the compiler makes, such as a constructor without text, stands where its type does.
    private static IReadOnlyList<string> FilesOf(ISymbol symbol)
    {
        for (var declared = symbol; declared is not null; declared = declared.ContainingSymbol as INamedTypeSymbol)
        {
            string[] files = [.. Declarations(declared).SelectMany(d => d.DeclaringSyntaxReferences).Select(d => d.SyntaxTree.FilePath).Distinct()];
            if (files.Length > 0)
            {
                // Generated code has no path and is nobody's.
                return [.. files.Where(file => file.Length > 0)];
            }
        }
        return [];
    }

    private static IEnumerable<ISymbol> Declarations(ISymbol symbol)
    {
        for (ISymbol? overridden = symbol; overridden is not null; overridden = Overridden(overridden))
        {
            yield return overridden;
        }
        if ((symbol as IMethodSymbol)?.PartialDefinitionPart is { } method)
        {
            yield return method;
        }
        if ((symbol as IPropertySymbol)?.PartialDefinitionPart is { } property)
        {
            yield return property;
        }
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        _ => null,
    };
}
