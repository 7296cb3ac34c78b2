using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Vmemmap.Bench.Checkers;
using Vmemmap.Bench.Parts;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Commands;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Bench;

/// <summary>The one command: measures the parts asked for, one after the other, each alone on the machine.</summary>
internal static class BenchCommand
{
    private const int MostRuns = 100;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private static readonly IReadOnlyList<IPart> Parts = [new CheckersPart(withOthers: false), new CheckersPart(withOthers: true), new DesignsPart(), new SequencesPart(), new ProofsPart()];

    private static readonly Option<string[]> OnlyOption = Names.Repeatable("--only", $"only this part: {string.Join(", ", Parts.Select(p => p.Name))}");
    private static readonly Option<int> RepeatOption = Numbers.Option("--repeat", "runs of each, of which the median is told", 1, MostRuns, otherwise: 3);
    private static readonly Option<FileInfo?> JsonOption = new("--json") { Description = "write the figures to this file too", HelpName = "FILE" };

    private static readonly Option<bool> PatientOption = new("--patient") { Description = "walk what takes a checker minutes too" };

    public static RootCommand Create(Terminal terminal)
    {
        RootCommand root = new("Measures the engines, and other model checkers on the same model beside them.") { OnlyOption, RepeatOption, PatientOption, JsonOption };
        root.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return root;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var parts = PartsOf(parsed.GetValue(OnlyOption)!);
        var file = parsed.GetValue(JsonOption);
        if (file?.Directory is { } directory)
        {
            WholeFile.Prepare(directory);
        }
        Measuring measuring = new(parsed.GetValue(RepeatOption), parsed.GetValue(PatientOption), terminal, cancellation);
        terminal.Say(
            $"{Environment.ProcessorCount} core(s), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, Z3 {Z3Solver.Version}. Each figure is the median of {measuring.Repeat} run(s); "
            + $"what is compiled while it runs is run for {Measuring.WarmUpSeconds:0.#} s or more before.");
        try
        {
            List<string> complaints = [];
            Dictionary<string, object> figures = [];
            foreach (var part in parts)
            {
                terminal.Say();
                figures[part.Name] = part.Run(measuring, complaints);
            }
            complaints.ForEach(terminal.Complain);
            if (file is not null)
            {
                WholeFile.Write(file.FullName, JsonSerializer.Serialize(figures, Json));
            }
            return complaints.Count == 0 ? ExitCode.AsExpected : ExitCode.Unexpected;
        }
        catch (ProgramFailedException e) when (!cancellation.IsCancellationRequested)
        {
            terminal.Complain(e.Message);
            return ExitCode.Fault;
        }
        finally
        {
            terminal.EndProgress();
        }
    }

    // The table of all checkers has our explorer's rows too.
    private static IReadOnlyList<IPart> PartsOf(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => Parts.All(part => part.Name != name)) is { } unknown)
        {
            throw Names.Unknown("part", unknown, Parts.Select(part => part.Name));
        }
        var chosen = Parts.Where(part => names.Count == 0 || names.Contains(part.Name)).ToList();
        return [.. chosen.Where(part => part is not CheckersPart { WithOthers: false } || !chosen.Exists(other => other is CheckersPart { WithOthers: true }))];
    }
}
