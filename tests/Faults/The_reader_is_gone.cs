using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Faults;

/// <summary>Results that nobody takes were not written: <c>verify | head -1</c> says so once head is gone.</summary>
public sealed class The_reader_is_gone
{
    // The reader of the pipe is gone before the program starts, so nothing depends on who is faster.
    private const string ToNobody = "mkfifo \"$PIPE\" && exec 3<>\"$PIPE\" 4>\"$PIPE\" 3<&- && exec \"$@\"";

    [LinuxTheory]
    [InlineData("savings")]
    [InlineData("--help")]
    [InlineData("--fresh --design rfc-2020 --rlimit 1")]
    public async Task A_pipe_without_a_reader_is_an_error(string arguments)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"{ToNobody} {arguments} >&4", ("PIPE", directory.File("pipe")));

        run.MustHaveFailed(3, "Results could not be written: Broken pipe.");
    }

    [LinuxFact]
    public async Task A_complaint_that_nobody_takes_changes_nothing_of_the_exit_code()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"{ToNobody} --design nothing 2>&4", ("PIPE", directory.File("pipe")));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [LinuxFact]
    public async Task Closed_output_is_an_error()
    {
        var run = await ProgramRun.InShell("exec \"$@\" savings >&-");

        run.MustHaveFailed(3, "Results could not be written");
    }

    [LinuxFact]
    public async Task A_file_that_others_write_to_is_continued_where_they_stopped()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("all");

        var run = await ProgramRun.InShell("{ echo before; \"$@\" savings; echo after; } >\"$FILE\"", ("FILE", file));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"before\n{Invocation.Of("savings").Output}after\n", File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
