using System.CommandLine;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify explain</c>: what a name stands for.</summary>
internal static class ExplainCommand
{
    private const int Longest = 12;

    private static readonly Argument<string> NameArgument = new("name")
    {
        Description = "an invariant, a number of the literature such as S17 or N3, a step, a part, a kernel function as any release calls it, a seeded bug, a correction, a finding, a design",
        HelpName = "NAME",
    };

    private static readonly Option<string?> DesignOption = new("--design") { Description = "where designs differ, as it is in this one; by default in the newest kernel that has it", HelpName = "NAME" };

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("explain", "explain an invariant, a step, a part, a seeded bug, a correction or a number such as S17", "poison-recorded --design linux-7.2") { NameArgument, DesignOption, JsonOption };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(NameArgument)!, parsed.GetValue(DesignOption), parsed.GetValue(JsonOption)));
        return command;
    }

    private static int Run(Terminal terminal, string name, string? designName, bool isForMachines)
    {
        var design = designName is null ? null : Names.Design(designName);
        var explanations = Explanation.Of(name, design);
        if (explanations.Count == 0)
        {
            var meant = Closest.To(name, Explanation.Names);
            throw new UserErrorException(
                $"Nothing{(design is null ? "" : $" of {design}")} is called '{name}'{(meant is null ? "" : $" (did you mean '{meant}'?)")}: 'verify list invariants' shows names, and so do 'verify list' of designs, parts, steps, bugs and findings; the numbers are {string.Join(", ", Explanation.Numbers)}.");
        }
        if (isForMachines)
        {
            ExplanationJson.Write(terminal.Out, explanations);
            return ExitCode.AsExpected;
        }
        foreach (var (explanation, number) in explanations.Select((explanation, number) => (explanation, number)))
        {
            if (number > 0)
            {
                terminal.Say();
            }
            terminal.Say(explanation.Title);
            var width = Math.Max(Longest, explanation.Lines.Max(line => line.Word.Length));
            foreach (var (word, text) in explanation.Lines)
            {
                terminal.Say($"  {word.PadRight(width)}  {text}", hanging: width + 2);
            }
        }
        return ExitCode.AsExpected;
    }
}
