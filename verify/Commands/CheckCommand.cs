using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Solver;
using Vmemmap.Verify.Check;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify check 'EXPR'</c>: an invariant of one's own, without a rebuild.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string?> ExpressionArgument = new("expression")
    {
        Description = "what must hold in every state, for all hugepages h, vmemmap pages v, slots s, frames f: tables as 'writable[h, v]' or just 'writable', numbers, V, E, R, none, and = != < <= > >= + - ! & | => <=>",
        HelpName = "EXPR", Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> DesignOption = Names.Repeatable("--design", "the design to check it in");
    private static readonly Option<int> StatesOption = Numbers.Option("--states", "states after which each walk ends that looks for a counterexample", 1, 100_000_000, otherwise: 1_000_000);
    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf)
    {
        Verb command = new("check", "prove or refute an invariant that you type", "--design corrected 'lent=>!hugetlb'") { ExpressionArgument, DesignOption, StatesOption, JsonOption, JudgeOptions.How };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, defaultStore, solverOf, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var named = parsed.GetValue(DesignOption)!;
        if (named.Length == 0)
        {
            throw new UserErrorException("Which design? --design NAME says so; 'verify list designs' lists them.");
        }
        var designs = Names.Designs(named);
        var text = parsed.GetValue(ExpressionArgument);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserErrorException("What is to be checked? Type an expression, as in: verify check --design corrected 'lent => !hugetlb'");
        }
        // Whatever is wrong with it is said before the long work.
        List<(Design Design, Truth Asked)> asked = [.. designs.Select(design => (design, Reader.Read(text, design)))];
        var results = JudgeOptions.Asking(parsed, terminal, defaultStore, solverOf, (solver, _) =>
        {
            Checker checker = new(solver, parsed.GetValue(JudgeOptions.Threads), parsed.GetValue(StatesOption)) { Progress = terminal.Progress };
            List<Checked> found = [];
            foreach (var (design, expression) in asked)
            {
                found.Add(checker.Of(design, expression, cancellation));
                terminal.EndProgress();
                if (!parsed.GetValue(JsonOption))
                {
                    CheckReport.Write(terminal, found[^1], expression);
                }
            }
            return found;
        }, cancellation);
        if (parsed.GetValue(JsonOption))
        {
            CheckReport.WriteJson(terminal, results, asked[0].Asked);
        }
        return results.TrueForAll(result => result.Holds) ? ExitCode.AsExpected : ExitCode.Unexpected;
    }
}
