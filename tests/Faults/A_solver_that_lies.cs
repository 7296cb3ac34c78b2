using System.Security.Cryptography;
using Vmemmap.Bench.Checkers;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Export;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Store;

namespace Vmemmap.Tests.Faults;

/// <summary>A solver that says "unsatisfiable" whatever it is asked would prove everything: it is found out before anything is believed, and no other takes its answers over.</summary>
public sealed class A_solver_that_lies
{
    [LinuxTheory]
    [InlineData("--design corrected-5.18 --store {0}/store")]
    [InlineData("--design corrected-5.18 --fresh")]
    [InlineData("arithmetic")]
    [InlineData("witnesses --design corrected-5.18")]
    [InlineData("export --smt {0}/smt --design corrected-5.18")]
    public async Task A_library_that_answers_unsatisfiable_to_everything_is_found_out_by_every_command(string arguments)
    {
        using TemporaryDirectory directory = new();
        var liar = SolverLibrary.ThatLies(directory.File("libz3.so"));

        var run = await ProgramRun.Of(string.Format(null, arguments, directory.Path), ("LIBZ3_PATH", liar));

        run.MustHaveFailed(3, "answers unsatisfiable to a question that is satisfiable (free-before-flush, flush-remapped: stale-translations): nothing that it says is believed.");
        Assert.Equal([liar], Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories));
    }

    [LinuxFact]
    public async Task What_another_library_of_the_same_version_said_is_not_taken_from_the_store()
    {
        using TemporaryDirectory directory = new();
        var other = SolverLibrary.WithAnotherByte(directory.File("libz3.so"));
        var arguments = $"--bug tails-left-writable --design list-v3 --store {directory.Path}";

        var first = await ProgramRun.Of(arguments, ("LIBZ3_PATH", other));
        var kept = Answers();
        var honest = await ProgramRun.Of(arguments);

        // That the same library finds its own answers is the matter of other tests.
        Assert.Equal((0, 0), (first.ExitCode, honest.ExitCode));
        Assert.True(kept > 10, $"The first library left {kept} answers.");
        Assert.Equal(2 * kept, Answers());

        int Answers() => File.ReadLines(directory.File(StoreFile.FileName)).Count(line => line.Length > 0);
    }

    [LinuxFact]
    public void The_identity_of_the_solver_is_the_hash_of_its_file() => Assert.Contains(
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(SolverLibrary.LoadedFile("/libz3")))), new Z3Solver().Identity, StringComparison.Ordinal);

    [Fact]
    public void There_are_controls_of_every_logic_that_is_used()
    {
        string[] used = ["(set-logic QF_BV)", "(set-logic QF_UFLIA)"];

        Assert.Equal(used, SolverControl.All().Select(control => control.Text.Split('\n')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(used[1], Assert.Single(SolverControl.OfInduction().Select(control => control.Text.Split('\n')[0]).Distinct()));
    }

    [Theory]
    [InlineData("QF_BV", Answer.Unsatisfiable, "unsatisfiable")]
    [InlineData("QF_UFLIA", Answer.Unsatisfiable, "unsatisfiable")]
    [InlineData("QF_UFLIA", Answer.Unknown, "unknown")]
    public void A_solver_that_lies_or_gives_up_in_one_logic_only_is_found_out_too(string logic, Answer lie, string says)
    {
        var refused = Assert.Throws<SolverFailedException>(() => ControlledSolver.Require(new Liar(logic, lie)));

        Assert.Contains($"answers {says} to a question that is satisfiable (", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_honest_solver_passes() => ControlledSolver.RequireZ3();

    [LinuxTheory]
    [InlineData("echo unsat", "answers unsat to a question that is satisfiable (free-before-flush")]
    [InlineData("echo unknown", "gives no answer in time, or says unknown, to a question that is satisfiable (free-before-flush")]
    [InlineData("echo unsat; echo 'out of memory' >&2; exit 1", "printed 'unsat' and ended with exit code 1 and 'out of memory' on standard error: an answer with an error is none.")]
    [InlineData("echo sat; exit 101", "printed 'sat' and ended with exit code 101: an answer with an error is none.")]
    [InlineData("grep -o -w unsat \"$1\" || true", "printed nothing instead of sat, unsat or unknown")]
    public async Task Another_solver_is_asked_questions_that_are_satisfiable_first(string liar, string says)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.Of($"recheck --design rfc-2020 --solver {Script.In(directory, liar)}", ("TMPDIR", directory.Path));

        run.MustHaveFailed(3, says);
        Assert.Empty(Directory.GetDirectories(directory.Path, "recheck*"));
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(101)]
    [InlineData(128)]
    public void An_answer_of_a_program_that_ends_with_an_error_is_none(int exitCode)
    {
        using TemporaryDirectory directory = new();
        ExternalSolver solver = new(Script.In(directory, $"echo unsat; echo 'error: no memory' >&2; exit {exitCode}"), seconds: 60);

        var error = Assert.Throws<ExternalSolverException>(() => solver.Ask("obligation.smt2"));

        Assert.Contains($"printed 'unsat' and ended with exit code {exitCode} and 'error: no memory' on standard error", error.Message, StringComparison.Ordinal);
    }

    private sealed class Liar(string logic, Answer lie) : ISolver
    {
        private readonly Z3Solver z3 = new();

        public string Identity => "liar";

        public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
        {
            var truth = z3.Check(smtLib, valuesOf, supposing);
            return smtLib.Contains($"(set-logic {logic})", StringComparison.Ordinal) ? truth with { Answer = lie } : truth;
        }
    }
}
