using Vmemmap.Properties.Stories;

namespace Vmemmap.Tests.Stories;

/// <summary>Three stories word for word: how they read is what they are for.</summary>
public sealed class Golden_stories
{
    [Theory]
    [InlineData("rfc-2020", null, "error-marks-no-other-page")]
    [InlineData("linux-5.18", null, "lookup-across-remaps-finds-head")]
    [InlineData("corrected", "free-before-flush", "freed-frame-unreachable")]
    public void Read_as_they_always_have(string design, string? bug, string invariant)
    {
        var file = $"{design}{(bug is null ? "" : $".{bug}")}.{invariant}.txt";

        var story = Story.Tell(Counterexamples.Of(design, bug, invariant));

        Assert.True(Golden(file) == story, $"The story reads differently. If it reads better, tests/Stories/Golden/{file} should be:\n{story}");
    }

    private static string Golden(string file)
    {
        using var stream = typeof(Golden_stories).Assembly.GetManifestResourceStream($"Golden/{file}");
        Assert.True(stream is not null, $"There is no tests/Stories/Golden/{file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
