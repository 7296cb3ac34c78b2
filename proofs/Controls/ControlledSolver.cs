using Vmemmap.Proofs.Export;
using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Controls;

/// <summary>
/// Asks a solver the controls: before anything it says, or is said to have said, is believed. One that answers "unsatisfiable" to everything would
/// prove everything.
/// </summary>
public static class ControlledSolver
{
    /// <summary>Asks the solver that proofs ask here, with a limit of its own: what a caller allows for an obligation says nothing of a control.</summary>
    /// <exception cref="SolverFailedException">it does not find a model where there is one; the message is one sentence.</exception>
    public static void RequireZ3() => Require(new Z3Solver());

    /// <summary>Asks a solver.</summary>
    /// <inheritdoc cref="RequireZ3"/>
    public static void Require(ISolver solver)
    {
        ArgumentNullException.ThrowIfNull(solver);
        foreach (var control in SolverControl.All())
        {
            if (solver.Check(control.Text).Answer is not Answer.Satisfiable and var answer)
            {
                throw new SolverFailedException(
                    $"The solver ({solver.Identity}) answers {answer.ToString().ToLowerInvariant()} to a question that is satisfiable ({control.Name}): nothing that it says is believed.");
            }
        }
    }

    /// <summary>Asks a solver that is a process of its own.</summary>
    /// <param name="solver">the solver.</param>
    /// <param name="directory">where its scripts may be written.</param>
    /// <param name="cancellation">ends it.</param>
    /// <exception cref="ExternalSolverException">as above, or it cannot be asked.</exception>
    public static void Require(ExternalSolver solver, string directory, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(solver);
        foreach (var (number, control) in SolverControl.OfInduction().Index())
        {
            var file = Path.Combine(directory, $"control-{number + 1}.smt2");
            // Without a word of the answer to expect: it is for the solver to find.
            File.WriteAllText(file, $"{control.Text}(check-sat)\n");
            if (solver.Ask(file, cancellation) is not SecondOpinion.Contradicts and var opinion)
            {
                throw new ExternalSolverException(
                    $"'{solver.Command}' {(opinion == SecondOpinion.Confirms ? "answers unsat" : "gives no answer in time, or says unknown,")} to a question that is satisfiable ({control.Name}): nothing that it says is believed.");
            }
        }
    }
}
