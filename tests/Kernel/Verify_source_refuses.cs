using Vmemmap.Tests.CommandLine;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Kernel;

/// <summary>Bad input to <c>verify source</c>: exit code 2 and one sentence, before anything is built.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Verify_source_refuses
{
    [Theory]
    [InlineData("source", "'source'")]
    [InlineData("source no-such-tree", "There is no folder 'no-such-tree': a kernel's source tree is expected.")]
    [InlineData("source /", "'/' is no source tree that can be built for x86-64: it has no Makefile.")]
    [InlineData("source no-such-tree --record run.log", "--record writes down one run: --repeat must say which.")]
    [InlineData("source no-such-tree --with fit-countd", "There is no correction 'fit-countd'")]
    [InlineData("source no-such-tree --with fit-countd", "Did you mean 'fit-counted'?")]
    [InlineData("source / --minutes 0", "--minutes is '0', but it must be a whole number from 1")]
    public void What_it_cannot_use(string arguments, string sentence)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    // A configuration or a file without an end.
    [LinuxTheory]
    [InlineData("--config", "The configuration '/dev/zero' cannot be read: It is larger than 8 MiB.")]
    [InlineData("--file", "The file to compile '/dev/zero' cannot be read: It is larger than 8 MiB.")]
    public void Files_without_an_end(string option, string sentence)
    {
        var run = Invocation.Of("source", "/", option, "/dev/zero");

        Assert.Equal((2, $"{sentence}\n", ""), (run.ExitCode, run.Error, run.Output));
    }
}
