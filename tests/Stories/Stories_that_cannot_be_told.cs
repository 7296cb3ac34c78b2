using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Stories;

/// <summary>A story is told of what happened: a trace that does not replay has none.</summary>
[Trait("Category", "Fast")]
public sealed class Stories_that_cannot_be_told
{
    private const string Design = "rfc-2020";
    private const string Invariant = "error-marks-no-other-page";

    [Fact]
    public void A_step_that_cannot_be_taken_is_named()
    {
        var trace = Counterexamples.Of(Design, null, Invariant);

        var e = Assert.Throws<InvalidOperationException>(() => Story.Tell(trace with { Moves = [.. trace.Moves.Skip(1)] }));

        Assert.Equal("The trace does not replay: step 1, 'remap-tail', cannot be taken there.", e.Message);
    }

    [Fact]
    public void A_trace_that_stops_too_early_violates_nothing()
    {
        var trace = Counterexamples.Of(Design, null, Invariant);

        var e = Assert.Throws<InvalidOperationException>(() => Story.Tell(trace with { Moves = [.. trace.Moves.SkipLast(1)] }));

        Assert.Equal("The trace does not replay: after step 5 the invariant 'error-marks-no-other-page' holds.", e.Message);
    }

    [Fact]
    public void Unknown_names_are_named()
    {
        var trace = Counterexamples.Of(Design, null, Invariant);

        Assert.Contains("'rfc-2021'", Assert.Throws<ArgumentException>(() => Story.Tell(trace with { Design = "rfc-2021" })).Message, StringComparison.Ordinal);
        Assert.Contains("'no-bug'", Assert.Throws<ArgumentException>(() => Story.Tell(trace with { Bug = "no-bug" })).Message, StringComparison.Ordinal);
        Assert.Contains("'no-invariant'", Assert.Throws<ArgumentException>(() => Story.Tell(trace with { Invariant = "no-invariant" })).Message, StringComparison.Ordinal);
    }
}
