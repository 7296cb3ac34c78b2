using System.CommandLine;
using Spectre.Console;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify arithmetic</c>: the theorems about addresses on 64-bit words.</summary>
internal static class ArithmeticCommand
{
    public static Command Create(Terminal terminal)
    {
        Command command = new("arithmetic", "prove the theorems about addresses on 64-bit words, and print each");
        command.SetAction((_, cancellation) => Task.FromResult(Run(terminal, cancellation)));
        return command;
    }

    /// <summary>What is to be said of the theorems in one line.</summary>
    public static string Summary(IReadOnlyList<TheoremResult> results) =>
        $"Address arithmetic on 64-bit words: {results.Count(r => r.Verdict == TheoremVerdict.Proved)} of {results.Count} theorems proved ('verify arithmetic' prints them)";

    private static int Run(Terminal terminal, CancellationToken cancellation)
    {
        ControlledSolver.RequireZ3();
        var results = ArithmeticTheorems.Prove(new Z3Solver(), cancellation);
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("theorem", "verdict", "what it says");
        foreach (var result in results)
        {
            table.AddRow([.. new[] { result.Theorem.Name, $"{result.Verdict}".ToLowerInvariant(), result.Theorem.Sentence }.Select(Markup.Escape)]);
        }
        terminal.Console.Write(table);
        foreach (var result in results.Where(r => r.Values.Count > 0))
        {
            terminal.Out.WriteLine($"{result.Theorem.Name}, {result.Label}: {string.Join("; ", result.Values.Select(v => $"{v.Key} = {v.Value}"))}");
        }
        return results.All(r => r.Verdict == TheoremVerdict.Proved) ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
