using System.CommandLine;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify show</c>: everything about a design on one page.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> DesignArgument = new("design") { Description = "the design to show", HelpName = "DESIGN" };
    private static readonly Option<bool> DotOption = new("--dot") { Description = "its control points and the steps between them as a digraph for Graphviz" };
    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("show", "show a design: its parts, control points, steps in words, and what it saves", "linux-7.2") { DesignArgument, DotOption, JsonOption };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(DesignArgument)!, parsed.GetValue(DotOption), parsed.GetValue(JsonOption)));
        return command;
    }

    private static int Run(Terminal terminal, string name, bool isDot, bool isForMachines)
    {
        var design = Names.Design(name);
        if (isDot && isForMachines)
        {
            throw new UserErrorException("--dot and --json are two ways to print the same design: only one of them is allowed.");
        }
        DesignPage page = new(design);
        if (isDot)
        {
            DesignDot.Write(terminal.Out, page);
        }
        else if (isForMachines)
        {
            DesignJson.Write(terminal.Out, page);
        }
        else
        {
            new DesignText(terminal, page).Write();
        }
        return ExitCode.AsExpected;
    }
}
