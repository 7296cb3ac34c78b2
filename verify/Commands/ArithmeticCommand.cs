using System.CommandLine;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify arithmetic</c>: the theorems about addresses on 64-bit words.</summary>
internal static class ArithmeticCommand
{
    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("arithmetic", "prove the theorems about addresses on 64-bit words, and print each") { JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(terminal, parsed.GetValue(JsonOption), cancellation)));
        return command;
    }

    /// <summary>What is to be said of the theorems in one line.</summary>
    public static string Summary(IReadOnlyList<TheoremResult> results) =>
        $"Address arithmetic on 64-bit words: {results.Count(r => r.Verdict == TheoremVerdict.Proved)} of {results.Count} theorems proved ('verify arithmetic' prints them)";

    /// <summary>Proves the theorems, and says how far it is.</summary>
    public static IReadOnlyList<TheoremResult> Proved(ISolver solver, Terminal terminal, CancellationToken cancellation) =>
        ArithmeticTheorems.Prove(solver, (done, of) => terminal.Progress($"address arithmetic, {done} of {of} theorems"), cancellation);

    private static int Run(Terminal terminal, bool isForMachines, CancellationToken cancellation)
    {
        ControlledSolver.RequireZ3();
        var results = Proved(new Z3Solver(), terminal, cancellation);
        terminal.EndProgress();
        if (isForMachines)
        {
            TheoremReport.WriteJson(terminal.Out, results);
        }
        else
        {
            TheoremReport.Write(terminal, results);
        }
        return results.All(r => r.Verdict == TheoremVerdict.Proved) ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
