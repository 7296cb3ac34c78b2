using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Faults;

/// <summary>Where nobody takes the results the exit code says that they were not written; of <c>verify | head -1</c>, which wants no more, nothing else does.</summary>
[Trait("Category", "Fast")]
public sealed class The_reader_is_gone
{
    // The reader of the pipe is gone before the program starts, so nothing depends on who is faster.
    private const string ToNobody = "mkfifo \"$PIPE\" && exec 3<>\"$PIPE\" 4>\"$PIPE\" 3<&- && exec \"$@\"";

    [LinuxTheory]
    [InlineData("savings")]
    [InlineData("--help")]
    [InlineData("{0}")]
    public async Task A_pipe_without_a_reader_ends_the_program_without_a_word_as_SIGPIPE_does(string arguments)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"{ToNobody} {string.Format(null, arguments, WarmStore.Of(directory, "corrected-5.18"))} >&4", ("PIPE", directory.File("pipe")));

        Assert.Equal((141, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [LinuxFact]
    public async Task A_complaint_that_nobody_takes_changes_nothing_of_the_exit_code()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"{ToNobody} --design nothing 2>&4", ("PIPE", directory.File("pipe")));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [LinuxFact]
    public async Task Head_that_has_its_line_ends_the_program_quietly()
    {
        var run = await ProgramRun.InShell("{ \"$@\" show corrected-5.18; echo $? >&2; } | head -1");

        Assert.Equal("corrected-5.18:", run.Output.Split(' ')[0]);
        // All that fits into the pipe is taken from the program before head ends, now and then.
        Assert.Contains(run.Error, new[] { "141\n", "0\n" });
    }

    // The first descriptor that is free is the runtime's, which may well be 1.
    [LinuxTheory]
    [InlineData(">&-")]
    [InlineData("<&- >&-")]
    public async Task Closed_output_is_an_error(string closed)
    {
        var run = await ProgramRun.InShell($"exec \"$@\" savings {closed}");

        run.MustHaveFailed(3, "Results could not be written: Standard output is closed.");
    }

    [LinuxTheory]
    [InlineData("savings >&- 2>&-", 3)]
    [InlineData("savings <&- >&- 2>&-", 3)]
    [InlineData("explore --design nothing <&- 2>&-", 2)]
    public async Task With_standard_error_closed_too_the_exit_code_is_all_that_is_left(string arguments, int expected)
    {
        var run = await ProgramRun.InShell($"exec \"$@\" {arguments}");

        Assert.Equal((expected, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [LinuxFact]
    public async Task A_file_that_others_write_to_is_continued_where_they_stopped()
    {
        using TemporaryDirectory directory = new();
        var file = directory.File("all");

        var run = await ProgramRun.InShell("{ echo before; \"$@\" savings; echo after; } >\"$FILE\"", ("FILE", file));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"before\n{Invocation.At(1000, CancellationToken.None, "savings").Output}after\n", File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
