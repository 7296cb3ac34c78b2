using Vmemmap.Verify;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.Faults;

/// <summary>What nobody thought of ends in one sentence too, and never in 0.</summary>
public sealed class Internal_errors
{
    [Fact]
    public void An_unforeseen_error_is_one_sentence_without_a_stack_trace()
    {
        using Broken output = new();
        using StringWriter error = new() { NewLine = "\n" };

        var exitCode = Program.Run(["savings"], new Terminal(output, error, isInteractive: false));

        Assert.Equal(3, exitCode);
        Assert.Equal("Internal error, please report (VERIFY_DETAILS=1 shows where): InvalidTimeZoneException: first second\n", $"{error}");
    }

    // An error that nothing in the suite knows.
    private sealed class Broken : StringWriter
    {
        public override void Write(char value) => throw new InvalidTimeZoneException("first\nsecond");

        public override void Write(char[] buffer, int index, int count) => Write(' ');

        public override void Write(string? value) => Write(' ');
    }
}
