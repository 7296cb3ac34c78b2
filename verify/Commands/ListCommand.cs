using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify list</c>: the names that there are, with a line on each.</summary>
internal static class ListCommand
{
    private static readonly Argument<string?> KindArgument = new("kind")
    {
        Description = $"{string.Join(", ", ListReport.Kinds.SkipLast(1))} or {ListReport.Kinds[^1]}; how many there are of each where it is left out",
        HelpName = "KIND",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> DesignOption = new("--design") { Description = "only those of this design", HelpName = "NAME" };

    public static Command Create(Terminal terminal)
    {
        Verb command = new("list", "list designs, parts, steps, invariants or seeded bugs", "bugs --design linux-7.2") { KindArgument, DesignOption };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(KindArgument), parsed.GetValue(DesignOption)));
        return command;
    }

    private static int Run(Terminal terminal, string? kind, string? name)
    {
        if (kind is not null && !ListReport.Kinds.Contains(kind))
        {
            throw Names.Unknown("list of", kind, ListReport.Kinds);
        }
        ListReport report = new(terminal, name is null ? Catalogue.All : [Names.Design(name)]);
        if (kind is null)
        {
            report.WriteCounts();
        }
        else
        {
            report.Write(kind);
        }
        return ExitCode.AsExpected;
    }
}
