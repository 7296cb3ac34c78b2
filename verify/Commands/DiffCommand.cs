using System.CommandLine;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify diff</c>: what changed from one design to another.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> FromArgument = new("from") { Description = "the design to begin with", HelpName = "FROM" };
    private static readonly Argument<string> ToArgument = new("to") { Description = "the design to compare with it", HelpName = "TO" };
    private static readonly Option<bool> FullOption = new("--full") { Description = "name steps and functions, tell how each step differs, and say what each part was read in" };

    private static readonly Option<bool> JsonOption = ForMachines.Option("; all that --full says");

    public static Command Create(Terminal terminal)
    {
        Verb command = new("diff", "show the parts, steps and verdicts that differ between two designs", "linux-6.17 linux-7.2") { FromArgument, ToArgument, FullOption, JsonOption };
        command.SetAction(parsed =>
        {
            DesignDiff diff = new(Names.Design(parsed.GetValue(FromArgument)!), Names.Design(parsed.GetValue(ToArgument)!));
            if (parsed.GetValue(JsonOption))
            {
                DesignDiffJson.Write(terminal.Out, diff);
            }
            else
            {
                DesignDiffReport.Write(terminal, diff, parsed.GetValue(FullOption));
            }
            return ExitCode.AsExpected;
        });
        return command;
    }
}
