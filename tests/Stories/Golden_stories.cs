using Vmemmap.Properties.Stories;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Stories;

/// <summary>A few stories word for word: how they read is what they are for.</summary>
public sealed class Golden_stories
{
    [Theory]
    [InlineData("rfc-2020", null, "error-marks-no-other-page")]
    [InlineData("linux-5.18", null, "lookup-across-remaps-finds-head")]
    [InlineData("linux-5.18", null, "tail-resolves-to-head")]
    [InlineData("corrected-5.18", "free-before-flush", "freed-frame-unreachable")]
    public void Read_as_they_always_have(string design, string? bug, string invariant)
    {
        var file = $"{design}{(bug is null ? "" : $".{bug}")}.{invariant}.txt";

        var story = Story.Tell(Counterexamples.Of(design, bug, invariant));

        GoldenText.AssertEqual($"Stories/Golden/{file}", story);
    }
}
