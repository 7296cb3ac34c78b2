namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify run</c>: generated sequences, their coverage and their shrunk failures.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Generated_runs
{
    private static readonly string[] Small = ["run", "--design", "rfc-2020", "--sequences", "40", "--length", "200", "--seed", "7919:104729"];

    [Fact]
    public void A_run_prints_how_often_each_step_was_taken_and_every_failure_shrunk()
    {
        var run = Invocation.Of(Small);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(run.Lines, line => line.Contains("remap-tail", StringComparison.Ordinal) && line.Any(char.IsDigit));
        Assert.Contains("shrunk to 2:", run.Output, StringComparison.Ordinal);
        Assert.Contains("rfc-2020: shared-tails-read-only (S7, S8) violated after 2 steps", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_seed_that_a_run_prints_gives_the_same_run()
    {
        var (one, other) = (Invocation.Of(Small), Invocation.Of(Small));

        Assert.Contains("the same run again: --seed 7919:104729 --sequences 40 --length 200", one.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutSpeed(one), WithoutSpeed(other));

        static IEnumerable<string> WithoutSpeed(Invocation run) => run.Lines.Where(line => !line.Contains("steps/s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seeded_bug_that_is_found_is_as_expected()
    {
        var run = Invocation.Of("run", "--design", "corrected-5.18", "--bug", "free-before-flush", "--sequences", "20", "--length", "60", "--seed", "7919:104729");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("corrected-5.18 with free-before-flush: freed-frame-unreachable (S3)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed", "12:12", "'12:12' is not a seed")]
    [InlineData("--sequences", "0", "--sequences")]
    [InlineData("--bug", "none", "There is no bug of corrected-5.18 'none'")]
    public void Bad_input_is_one_sentence_and_exit_code_2(string option, string value, string sentence)
    {
        var run = Invocation.Of("run", "--design", "corrected-5.18", option, value);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }
}
