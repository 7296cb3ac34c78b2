using System.CommandLine;
using Vmemmap.Proofs.Export;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify export</c>: writes every obligation as an SMT-LIB 2 file.</summary>
internal static class ExportCommand
{
    private static readonly Option<DirectoryInfo> SmtOption = new("--smt") { Description = "directory for SMT-LIB 2 files, one per obligation", Required = true };
    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "only this design");

    public static Command Create(Terminal terminal)
    {
        Command command = new("export", "write every proof obligation as a file for other solvers") { SmtOption, DesignOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var directory = parsed.GetValue(SmtOption)!;
        var designs = Names.Designs(parsed.GetValue(DesignOption)!);
        directory.Create();
        foreach (var design in designs)
        {
            terminal.Progress($"{design.Name}: proving");
            var obligations = ExportedObligation.Of(design, threads: 0, cancellation);
            foreach (var obligation in obligations)
            {
                cancellation.ThrowIfCancellationRequested();
                WholeFile.Write(Path.Combine(directory.FullName, obligation.FileName), obligation.Script);
            }
            terminal.EndProgress();
            terminal.Out.WriteLine($"{design.Name}: {obligations.Count} obligations written to {directory}");
        }
        return ExitCode.AsExpected;
    }
}
