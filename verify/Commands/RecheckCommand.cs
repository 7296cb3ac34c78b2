using System.Collections.Concurrent;
using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Export;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify recheck</c>: a second opinion on every obligation, by another solver on the same text.</summary>
internal static class RecheckCommand
{
    private static readonly Option<string> SolverOption = new("--solver") { Description = "the program to run on each file, such as cvc5 or z3", DefaultValueFactory = _ => "cvc5" };
    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "only this design");
    private static readonly Option<int> SecondsOption = Numbers.Option("--seconds", "seconds for one obligation", 1, 86_400, otherwise: 20);

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("recheck", "let another solver check every proof obligation", "--design linux-7.2") { SolverOption, DesignOption, SecondsOption, JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var designs = Names.Designs(parsed.GetValue(DesignOption)!);
        var solver = new ExternalSolver(parsed.GetValue(SolverOption)!, parsed.GetValue(SecondsOption));
        var directory = Directory.CreateTempSubdirectory("recheck");
        try
        {
            // Ours too: it is what says that an obligation is proved, and so is to be asked of the other.
            ControlledSolver.Require(solver, directory.FullName, cancellation);
            ControlledSolver.RequireZ3();
            List<SecondOpinions> all = [];
            foreach (var design in designs)
            {
                all.Add(new(design.Name, solver.Command, Ask(solver, design, directory, terminal, cancellation)));
                terminal.EndProgress();
                all[^1].Write(terminal, parsed.GetValue(JsonOption));
            }
            if (parsed.GetValue(JsonOption))
            {
                SecondOpinions.WriteSummary(terminal.Out, all);
            }
            return all.All(of => of.AllConfirm) ? ExitCode.AsExpected : ExitCode.Unexpected;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static List<(ExportedObligation Obligation, SecondOpinion Opinion)> Ask(
        ExternalSolver solver, Design design, DirectoryInfo directory, Terminal terminal, CancellationToken cancellation)
    {
        var obligations = ExportedObligation.Of(design, threads: 0, cancellation);
        ConcurrentDictionary<string, SecondOpinion> opinions = [];
        Parallel.ForEach(obligations, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, obligation =>
        {
            var file = Path.Combine(directory.FullName, obligation.FileName);
            File.WriteAllText(file, obligation.Script);
            opinions[obligation.FileName] = solver.Ask(file, cancellation);
            File.Delete(file);
            terminal.Progress($"{design.Name}: {opinions.Count} of {obligations.Count} obligations");
        });
        return [.. obligations.Select(o => (o, opinions[o.FileName]))];
    }
}
