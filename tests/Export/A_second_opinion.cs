using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Export;
using Vmemmap.Proofs.Solver;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Export;

/// <summary>Every obligation can be written out and checked by others, and a contradiction does not pass unseen.</summary>
public sealed class A_second_opinion
{
    [Fact]
    public void Every_obligation_is_a_script_of_its_own_that_is_unsatisfiable_as_it_says()
    {
        var obligations = ExportedObligation.Of(Rfc2020.Design);
        var solver = new Z3Solver();

        Assert.Equal(obligations.Count, obligations.Select(o => o.FileName).Distinct().Count());
        Assert.All(obligations, obligation =>
        {
            Assert.Contains("(set-info :status unsat)", obligation.Script, StringComparison.Ordinal);
            Assert.EndsWith("(check-sat)\n", obligation.Script, StringComparison.Ordinal);
            Assert.Equal(Answer.Unsatisfiable, solver.Check(obligation.Script.Replace("(check-sat)\n", "", StringComparison.Ordinal)).Answer);
        });
    }

    [Theory]
    [InlineData("echo unsat", SecondOpinion.Confirms)]
    [InlineData("echo sat", SecondOpinion.Contradicts)]
    [InlineData("echo unknown", SecondOpinion.Abstains)]
    [InlineData("sleep 30; echo unsat", SecondOpinion.Abstains)]
    public void What_another_solver_says_is_taken_as_it_says_it(string program, SecondOpinion expected) =>
        Assert.Equal(expected, WithSolver(program, solver => solver.Ask("obligation.smt2")));

    [Fact]
    public void A_solver_that_prints_something_else_is_an_error_and_no_opinion()
    {
        var error = Assert.Throws<ExternalSolverException>(() => WithSolver("echo Parse error", solver => solver.Ask("obligation.smt2")));

        Assert.Contains("printed 'Parse error' instead of sat, unsat or unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solver_that_is_not_there_is_an_error_and_no_opinion()
    {
        var error = Assert.Throws<ExternalSolverException>(() => new ExternalSolver("no-such-solver", seconds: 5).Ask("obligation.smt2"));

        Assert.Contains("'no-such-solver' cannot be run", error.Message, StringComparison.Ordinal);
    }

    // The one that sleeps is waited for no longer than it must be; any other answers as soon as the machine lets it.
    private static SecondOpinion WithSolver(string program, Func<ExternalSolver, SecondOpinion> ask)
    {
        using TemporaryDirectory directory = new();
        return ask(new ExternalSolver(Script.In(directory, program), seconds: program.StartsWith("sleep", StringComparison.Ordinal) ? 3 : 25));
    }
}
