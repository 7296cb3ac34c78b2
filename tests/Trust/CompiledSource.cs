namespace Vmemmap.Tests.Trust;

/// <summary>The source is compiled once for all the tests that ask it.</summary>
[CollectionDefinition(Name)]
public sealed class CompiledSource : ICollectionFixture<SourceCompilation>
{
    public const string Name = "compiled source";
}
