using System.CommandLine;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify list</c>: the names that there are, with a line on each.</summary>
internal static class ListCommand
{
    private const string Tables = "tables";

    private static readonly Dictionary<string, Func<string>> Pages = new() { ["invariants"] = () => InvariantsPage.Text, [Tables] = () => MachinePage.Text, ["claims"] = () => ClaimsPage.Text, ["findings"] = () => FindingsPage.Text };

    private static readonly Argument<string?> KindArgument = new("kind")
    {
        Description = $"{string.Join(", ", ListReport.Kinds.SkipLast(1))} or {ListReport.Kinds[^1]}; how many there are of each where it is left out",
        HelpName = "KIND",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> DesignOption = new("--design") { Description = "only those of this design", HelpName = "NAME" };

    private static readonly Option<bool> MarkdownOption = new("--markdown") { Description = "of invariants: the page docs/invariants.md, which says all of each; of tables: docs/machine.md, the machine with pictures; of claims: docs/claims.md; of findings: docs/findings.md" };

    private static readonly Option<bool> DrawingOption = new("--svg") { Description = "of tables: the drawing of that page" };

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("list", "list designs, parts, steps, invariants, tables, seeded bugs, claims or findings", "bugs --design linux-7.2") { KindArgument, DesignOption, MarkdownOption, DrawingOption, JsonOption };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(KindArgument), parsed.GetValue(DesignOption), parsed.GetValue(MarkdownOption), parsed.GetValue(DrawingOption), parsed.GetValue(JsonOption)));
        return command;
    }

    private static int Run(Terminal terminal, string? kind, string? name, bool isMarkdown, bool isDrawing, bool isForMachines)
    {
        if (kind is not null && !ListReport.Kinds.Contains(kind))
        {
            throw Names.Unknown("list of", kind, ListReport.Kinds);
        }
        if (isMarkdown && isDrawing)
        {
            throw new UserErrorException("--markdown and --svg are two files: 'verify list tables --markdown' is the page, 'verify list tables --svg' the drawing in it.");
        }
        if (isMarkdown)
        {
            if (kind is null || !Pages.TryGetValue(kind, out var page) || name is not null || isForMachines)
            {
                throw new UserErrorException("--markdown is a page of all invariants, tables, claims or findings: 'verify list invariants --markdown', without a design or --json.");
            }
            terminal.Out.Write(page());
            return ExitCode.AsExpected;
        }
        if (isDrawing)
        {
            if (kind != Tables || name is not null || isForMachines)
            {
                throw new UserErrorException("--svg is a drawing of the machine: 'verify list tables --svg', without a design or --json.");
            }
            terminal.Out.Write(MachinePage.Drawing);
            return ExitCode.AsExpected;
        }
        IReadOnlyList<Design> designs = name is null ? Catalogue.All : [Names.Design(name)];
        if (isForMachines)
        {
            ListJson.Write(terminal.Out, kind, designs);
            return ExitCode.AsExpected;
        }
        ListReport report = new(terminal, designs);
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
