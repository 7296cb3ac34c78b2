using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Properties.Vacuity;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify witnesses</c>: shows that no proof is vacuous, by a run of the machine for each thing that proofs assume.</summary>
internal static class WitnessesCommand
{
    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "only this design");

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal, Func<uint, ISolver> solverOf)
    {
        Verb command = new("witnesses", "show that no proof is vacuous: every step is taken, every way from control point to control point too, every premise holds, somewhere", "--design linux-7.2") { DesignOption, JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(terminal, Names.Designs(parsed.GetValue(DesignOption)!), parsed.GetValue(JsonOption), solverOf(InductiveProver.DefaultResourceLimit), cancellation)));
        return command;
    }

    private static int Run(Terminal terminal, IReadOnlyList<Design> designs, bool isForMachines, ISolver solver, CancellationToken cancellation)
    {
        ControlledSolver.RequireZ3();
        List<ObligationCover> covers = [];
        foreach (var design in designs)
        {
            var search = new WitnessSearch(design) { Progress = terminal.Progress };
            covers.Add(ObligationCover.Of(search, solver, terminal.Progress, cancellation));
            terminal.EndProgress();
            if (isForMachines)
            {
                WitnessJson.Write(terminal.Out, covers[^1]);
            }
            else
            {
                WitnessReport.WriteTables(terminal, covers[^1]);
            }
        }
        return isForMachines ? WitnessJson.WriteSummary(terminal.Out, covers) : WitnessReport.WriteSummary(terminal, covers);
    }
}
