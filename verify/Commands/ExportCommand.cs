using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Export;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify export</c>: writes what is checked here as files for the tools of others: proof obligations, and machines in one scope.</summary>
internal static class ExportCommand
{
    private static readonly Option<DirectoryInfo?> SmtOption = Directory("--smt", "directory for SMT-LIB 2 files, one per proof obligation");
    private static readonly Option<DirectoryInfo?> MurphiOption = Directory("--murphi", "directory for Murphi models, one per machine");
    private static readonly Option<DirectoryInfo?> TlaOption = Directory("--tla", "directory for TLA+ modules, one per machine, each with a TLC configuration");
    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "only this design");
    private static readonly Option<string[]> InvariantOption =
        Names.Repeatable("--invariant", "machines with this property only, else with all that the design is not known to violate");
    private static readonly Option<bool> LemmasOption = new("--lemmas") { Description = "machines with the lemmas of the induction too" };

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("export", "write proof obligations for other solvers, machines for other model checkers", "--murphi out --design linux-6.12")
        {
            SmtOption, MurphiOption, TlaOption, DesignOption, InvariantOption, LemmasOption, JsonOption,
        };
        ScopeOptions scope = new(command, withBug: "machines with this seeded bug");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, scope, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, ScopeOptions scope, Terminal terminal, CancellationToken cancellation)
    {
        var (smt, murphi, tla) = (parsed.GetValue(SmtOption), parsed.GetValue(MurphiOption), parsed.GetValue(TlaOption));
        RequireUse(parsed, smt is not null, murphi is not null || tla is not null, [.. scope.All, InvariantOption, LemmasOption]);
        var designs = Names.Designs(parsed.GetValue(DesignOption)!);
        var machines = murphi is null && tla is null ? [] : designs.Select(design => Machine(parsed, scope, design)).ToList();
        WrittenFiles files = new(terminal, parsed.GetValue(JsonOption));
        if (smt is not null)
        {
            WriteObligations(smt, designs, files, terminal, cancellation);
        }
        if (murphi is not null)
        {
            files.Write(murphi, machines.Select(machine => (MurphiModel.FileName(machine), MurphiModel.Of(machine))));
        }
        if (tla is not null)
        {
            files.Write(tla, machines.Select(machine => ($"{TlaModule.Name(machine)}.tla", TlaModule.Of(machine))));
            files.Write(tla, machines.Select(machine => ($"{TlaModule.Name(machine)}.cfg", TlaModule.Configuration(machine))));
        }
        files.WriteSummary();
        return ExitCode.AsExpected;
    }

    private static void RequireUse(ParseResult parsed, bool obligations, bool machines, IEnumerable<Option> ofMachines)
    {
        if (!obligations && !machines)
        {
            throw new UserErrorException("Nothing is said of what to export: at least one of --smt, --murphi and --tla is needed, each with a directory.");
        }
        if (!machines && ofMachines.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } unused)
        {
            throw new UserErrorException($"{unused.Name} chooses a machine, and proof obligations hold for every scope: it is for --murphi and --tla.");
        }
    }

    private static ExportedMachine Machine(ParseResult parsed, ScopeOptions scope, Design design)
    {
        var (instance, bounds) = scope.Read(parsed, design);
        var named = parsed.GetValue(InvariantOption)!;
        var properties = named.Length == 0 ? ExportedMachine.Unrefuted(instance) : Names.InvariantSet(named, [design]);
        var lemmas = parsed.GetValue(LemmasOption) ? instance.Machine.Lemmas.Select(lemma => lemma.Name) : [];
        return ExportedMachine.Of(instance, bounds, properties.Concat(lemmas).ToHashSet());
    }

    private static void WriteObligations(DirectoryInfo directory, IReadOnlyList<Design> designs, WrittenFiles files, Terminal terminal, CancellationToken cancellation)
    {
        WholeFile.Prepare(directory);
        ControlledSolver.RequireZ3();
        foreach (var design in designs)
        {
            terminal.Progress($"{design.Name}: proving");
            var obligations = ExportedObligation.Of(design, threads: 0, cancellation);
            foreach (var obligation in obligations)
            {
                cancellation.ThrowIfCancellationRequested();
                files.Write(directory, obligation.FileName, obligation.Script);
            }
            terminal.EndProgress();
            files.Say($"{design.Name}: {obligations.Count} obligations written to {directory}");
        }
    }

    private static Option<DirectoryInfo?> Directory(string name, string description) => new(name) { Description = description, HelpName = "DIR" };
}
