using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Faults;

/// <summary>A solver run by <c>verify recheck</c> that dies has given no opinion, whatever it printed before, and nothing of it is left behind.</summary>
public sealed class Another_solver_dies
{
    [LinuxTheory]
    [InlineData("kill -KILL $$", "was ended by signal 9")]
    [InlineData("kill -SEGV $$", "was ended by signal 11")]
    [InlineData("echo unsat; kill -ABRT $$", "was ended by signal 6")]
    [InlineData("exit 3", "printed nothing instead of sat, unsat or unknown; exit code 3.")]
    [InlineData("echo 'cannot allocate memory' >&2; exit 1", "printed 'cannot allocate memory' instead of sat, unsat or unknown; exit code 1.")]
    public async Task A_solver_that_dies_is_an_error(string death, string says)
    {
        using TemporaryDirectory directory = new();

        var run = await Recheck(directory, death);

        run.MustHaveFailed(3, says);
        AssertNothingIsLeft(directory);
    }

    [LinuxFact]
    public async Task A_solver_that_is_not_there_is_an_error()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.Of("recheck --design rfc-2020 --solver no-such-solver", ("TMPDIR", directory.Path));

        run.MustHaveFailed(3, "The solver 'no-such-solver' cannot be run");
        AssertNothingIsLeft(directory);
    }

    [LinuxTheory]
    [InlineData("echo unsat", 0)]
    [InlineData("echo unknown", 1)]
    [InlineData("case $1 in *.initially.tail-resolves-to-head.*|*.implied.tail-resolves-to-head.*) echo unknown;; *) echo unsat;; esac", 1)]
    public async Task Only_a_solver_that_confirms_every_obligation_is_as_expected(string program, int exitCode)
    {
        using TemporaryDirectory directory = new();

        var run = await Recheck(directory, program);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        AssertNothingIsLeft(directory);
    }

    private static Task<ProgramRun> Recheck(TemporaryDirectory directory, string program) =>
        ProgramRun.Of($"recheck --design rfc-2020 --solver {Script.In(directory, program)}", ("TMPDIR", directory.Path));

    private static void AssertNothingIsLeft(TemporaryDirectory directory) =>
        Assert.Empty(Directory.GetDirectories(directory.Path, "recheck*"));
}
