using Vmemmap.Bench.Checkers;
using Vmemmap.Proofs.Export;

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
    public void A_solver_that_dies_is_an_error_and_no_opinion(string death, string says)
    {
        using TemporaryDirectory directory = new();
        ExternalSolver solver = new(Script.In(directory, death), seconds: 60);

        var error = Assert.Throws<ExternalSolverException>(() => solver.Ask("obligation.smt2"));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_recheck_whose_solver_is_killed_is_an_error_and_can_be_done_again_where_one_obligation_that_is_not_confirmed_is_not_as_expected()
    {
        using TemporaryDirectory directory = new();

        // It passes the controls first.
        var run = await Recheck(directory, $"{Controls}; echo unsat; kill -KILL $$");
        run.MustHaveFailed(3, "was ended by signal 9: killed, crashed or out of memory.");
        Assert.Empty(Directory.GetDirectories(directory.Path, "recheck*"));

        var again = await Recheck(directory, $"{Controls}; case $1 in *.implied.tail-resolves-to-head.*) echo unknown;; *) echo unsat;; esac");
        Assert.Equal((1, ""), (again.ExitCode, again.Error));
        Assert.Contains("abstains: rfc-2020.implied.tail-resolves-to-head.smt2", again.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(directory.Path, "recheck*"));
    }

    [LinuxFact]
    [Trait("Category", "Long")]
    public async Task A_recheck_in_which_every_obligation_is_confirmed_is_as_expected()
    {
        using TemporaryDirectory directory = new();

        var run = await Recheck(directory, $"{Controls}; echo unsat");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    // By the shell alone: there are two thousand obligations.
    private const string Controls = "case $1 in *control-*) echo sat; exit;; esac";

    private static Task<ProgramRun> Recheck(TemporaryDirectory directory, string program) =>
        ProgramRun.Of($"recheck --design rfc-2020 --solver {Script.In(directory, program)}", ("TMPDIR", directory.Path));
}
