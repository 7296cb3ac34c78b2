using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify trusted</c>: which files must be believed, how long they are and what they say.</summary>
internal static class TrustedCommand
{
    private static readonly Option<string?> DesignOption = new("--design") { Description = "only what the verdicts on this design rest on", HelpName = "NAME" };
    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("trusted", "list what must be believed, file by file, for each kind of verdict", "--design linux-7.2") { DesignOption, JsonOption };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(DesignOption), parsed.GetValue(JsonOption)));
        return command;
    }

    private static int Run(Terminal terminal, string? name, bool isForMachines)
    {
        var design = name is null ? null : Names.Design(name);
        var files = TrustedFile.All(design);
        IReadOnlyList<Design> designs = design is null ? Catalogue.All : [design];
        if (isForMachines)
        {
            TrustJson.Write(terminal.Out, files, designs);
        }
        else
        {
            TrustReport.Write(terminal, files, designs);
        }
        return ExitCode.AsExpected;
    }
}
