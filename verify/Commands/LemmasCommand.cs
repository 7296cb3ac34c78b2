using System.CommandLine;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify lemmas</c>: proposes the lemmas that the proof of a design lacks, as a C# file.</summary>
internal static class LemmasCommand
{
    private static readonly Argument<string> DesignArgument = new("design") { Description = "the design whose proof breaks", HelpName = "DESIGN" };
    private static readonly Option<FileInfo?> OutOption = new("--out") { Description = "write the C# file there, instead of to standard output" };
    private static readonly Option<int> ThreadsOption = Numbers.Option("--threads", "worker threads, 0 for one per core", 0, 1024, otherwise: 0);

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("lemmas", $"propose lemmas that a design lacks, at most {LemmaSearch.Most}: it takes minutes", "linux-7.2 --out model/Designs/Linux72.Proof.cs") { DesignArgument, OutOption, ThreadsOption, JsonOption };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(terminal, parsed, cancellation)));
        return command;
    }

    private static int Run(Terminal terminal, ParseResult parsed, CancellationToken cancellation)
    {
        var design = Names.Design(parsed.GetValue(DesignArgument)!);
        var file = parsed.GetValue(OutOption);
        if (file is not null)
        {
            WholeFile.Prepare(file.Directory!);
        }
        ControlledSolver.RequireZ3();
        LemmaSearch search = new(new Z3Solver(InductiveProver.DefaultResourceLimit), parsed.GetValue(ThreadsOption)) { Progress = terminal.Progress };
        var proposed = search.Of(design, cancellation);
        terminal.EndProgress();
        if (file is not null)
        {
            WholeFile.Write(file.FullName, LemmaFile.Text(proposed));
        }
        if (parsed.GetValue(JsonOption))
        {
            LemmaFile.WriteJson(terminal.Out, proposed);
        }
        else if (file is null)
        {
            terminal.Out.Write(LemmaFile.Text(proposed));
        }
        else
        {
            foreach (var sentence in LemmaFile.Summary(proposed))
            {
                terminal.Say(sentence);
            }
        }
        return proposed.Open.Count == 0 ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
