using Vmemmap.Model.Parts;
using Vmemmap.Verify;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.Faults;

/// <summary>What nobody thought of ends in one sentence too, and never in 0.</summary>
[Trait("Category", "Fast")]
public sealed class Internal_errors
{
    [Fact]
    public void An_unforeseen_error_is_one_sentence_without_a_stack_trace()
    {
        // An error that nothing in the suite knows.
        var (exitCode, sentence) = Run(new InvalidTimeZoneException("first\nsecond"));

        Assert.Equal(3, exitCode);
        Assert.Equal("Internal error, please report (VERIFY_DETAILS=1 shows where): InvalidTimeZoneException: first second\n", sentence);
    }

    [Fact]
    public void A_design_that_makes_no_sense_is_bad_input_wherever_it_is_found_out()
    {
        const string Complaint = "In linux-5.18 the part Stub has the step 'idle' twice: a name means one step.";

        Assert.Equal((2, $"{Complaint}\n"), Run(new DesignException(Complaint)));
        // Designs are made when they are first asked for, and proved by several threads.
        Assert.Equal((2, $"{Complaint}\n"), Run(new AggregateException(new TypeInitializationException("Linux518", new DesignException(Complaint)))));
    }

    private static (int ExitCode, string Sentence) Run(Exception thrown)
    {
        using Broken output = new(thrown);
        using StringWriter error = new() { NewLine = "\n" };

        var exitCode = Program.Run(["savings"], new Terminal(output, error, isInteractive: false));

        return (exitCode, $"{error}");
    }

    private sealed class Broken(Exception thrown) : StringWriter
    {
        public override void Write(char value) => throw thrown;

        public override void Write(char[] buffer, int index, int count) => Write(' ');

        public override void Write(string? value) => Write(' ');
    }
}
