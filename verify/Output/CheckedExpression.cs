using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Check;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>What <c>verify check</c> says of an expression, of any design: one of somebody's own project is in no catalogue.</summary>
/// <param name="Holds">it is proved, and says something.</param>
/// <param name="Text">what is said: that it is proved, the run that refutes it, or the state from which the proof does not go on.</param>
public sealed record CheckedExpression(bool Holds, string Text)
{
    // As VerdictText.
    private const int Width = 120;

    /// <summary>Checks an expression.</summary>
    /// <param name="expression">what must hold in every state, over the tables of the design.</param>
    /// <param name="design">the design.</param>
    /// <param name="solver">who answers the proof obligations.</param>
    /// <param name="states">states after which each walk ends that looks for a counterexample.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="UserErrorException">The expression cannot be read.</exception>
    public static CheckedExpression Of(string expression, Design design, ISolver solver, int states = 1_000_000, CancellationToken cancellation = default)
    {
        var asked = Reader.Read(expression, design);
        var found = new Checker(solver, threads: 0, states) { Progress = _ => { } }.Of(design, asked, cancellation);
        using StringWriter text = new() { NewLine = "\n" };
        CheckReport.Write(new(text, TextWriter.Null, isInteractive: false, Width), found, asked);
        return new(found.Holds, text.ToString());
    }
}
