using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vmemmap.Model.Geometry;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify savings</c>: what the optimisation gives back, for each kind of hugepage.</summary>
internal static class SavingsCommand
{
    private const int KeptUntil517 = 2;
    private const int KeptSince518 = 1;

    public static Command Create(Terminal terminal)
    {
        Command command = new("savings", "print the memory that each kind of hugepage gives back");
        command.SetAction(_ => Run(terminal));
        return command;
    }

    private static int Run(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumns(
            "architecture", "page", "hugepage", "order", "base pages", "struct pages", "V", "frames saved, R=2", "R=1", "GiB per TiB, R=2", "R=1",
            "page tables");
        foreach (var row in SavingsTable.Rows)
        {
            var geometry = row.Geometry;
            table.AddRow([.. new[]
            {
                $"{row.Hugepage.Architecture} ({row.Hugepage.Level})", $"{geometry.PageSize}", $"{geometry.HugepageSize}", $"{geometry.Order}", $"{geometry.BasePages.Count}",
                $"{geometry.Memmap}", Show(row.VmemmapPages.Value, "0.##"),
                Saved(row, KeptUntil517), Saved(row, KeptSince518),
                Show(row.SavedGiBPerTiB(KeptUntil517), "0.000"), Show(row.SavedGiBPerTiB(KeptSince518), "0.000"), $"{row.PageTablesPerHugepage}",
            }.Select(Markup.Escape)]);
        }
        terminal.Console.Write(table);
        terminal.Out.WriteLine("V: vmemmap pages per hugepage; R: how many of them keep their frame (2 until v5.17, 1 since v5.18);");
        terminal.Out.WriteLine("page tables: of one page each, per hugepage, where vmemmap was mapped by huge entries and has to be split.");
        return ExitCode.AsExpected;
    }

    private static string Saved(SavingsRow row, int keptPages) =>
        $"{row.SavedFrames(keptPages).Count} ({Show(row.SavedPercent(keptPages), "0.##")}%)";

    private static string Show(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
