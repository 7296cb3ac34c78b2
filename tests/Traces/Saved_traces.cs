using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Traces;

/// <summary>A counterexample survives being written and read, and a bad text is refused in one sentence.</summary>
[Trait("Category", "Fast")]
public sealed class Saved_traces
{
    private static Trace Found(Design design, string invariant, Bug? bug = null)
    {
        var instance = new Instance(design, design.SmallScope, bug);
        var property = instance.Machine.Properties.Single(p => p.Name == invariant);
        return new Explorer(instance, Bounds.Default, [property]).Run(new HashSet<string> { invariant }).Violations[invariant];
    }

    [Fact]
    public void A_trace_that_is_written_and_read_again_replays()
    {
        var bug = SeededBugs.Find("free-before-flush")!;
        var trace = Found(Corrected518.Design, "freed-frame-unreachable", bug);

        var read = TraceJson.Read(TraceJson.Write(trace));

        Assert.Equal(TraceJson.Write(trace), TraceJson.Write(read));
        Assert.Null(Replay.Problem(new Instance(Corrected518.Design, read.Scope, bug), read));
    }

    [Fact]
    public void A_trace_without_its_bug_does_not_replay_and_the_reason_names_the_step()
    {
        var bug = SeededBugs.Find("dequeue-ignores-poison")!;
        var trace = Found(Corrected518.Design, "poison-contained", bug);

        var problem = Replay.Problem(new Instance(Corrected518.Design, trace.Scope), trace);

        Assert.Contains("'dequeue', cannot be taken: it does not hold that PageHWPoison(head) is clear", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_ends_too_early_does_not_replay()
    {
        var trace = Found(Rfc2020.Design, "error-marks-no-other-page");

        var problem = Replay.Problem(new Instance(Rfc2020.Design, trace.Scope), trace with { Moves = [.. trace.Moves.SkipLast(1)] });

        Assert.Contains("'error-marks-no-other-page' is not violated", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rfc-2020", "rfc-2021", "There is no design 'rfc-2021'")]
    [InlineData("error-marks-no-other-page", "errors", "There is no invariant 'errors'")]
    [InlineData("\"remap-tail\"", "\"remap\"", "Step 2 is 'remap', but the steps of rfc-2020 are")]
    [InlineData("\"steps\"", "\"stairs\"", "The field 'steps' is missing")]
    [InlineData("\"pages\": 3", "\"pages\": \"three\"", "In scope the field 'pages' is missing or not a whole number.")]
    [InlineData("\"frame\": 1", "\"frame\": 77", "it must be from 0 to 2")]
    [InlineData("{", "[", "The text is not JSON")]
    public void A_bad_text_is_refused_with_what_is_wrong_and_what_is_allowed(string good, string bad, string sentence)
    {
        var text = TraceJson.Write(Found(Rfc2020.Design, "error-marks-no-other-page"));
        Assert.Contains(good, text, StringComparison.Ordinal);

        var refused = Assert.Throws<TraceFormatException>(() => TraceJson.Read(text.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }
}
