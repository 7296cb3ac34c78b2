using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Kernel;

/// <summary>Bad input to <c>verify source</c>: exit code 2 and one sentence, before anything is built.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Verify_source_refuses
{
    [Theory]
    [InlineData("source", "'source'")]
    [InlineData("source no-such-tree", "There is no folder 'no-such-tree': a kernel's source tree is expected.")]
    [InlineData("source /", "'/' is no source tree that can be built for x86-64: it has no Makefile.")]
    [InlineData("source / --minutes 0", "--minutes is '0', but it must be a whole number from 1")]
    public void What_it_cannot_use(string arguments, string sentence)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
