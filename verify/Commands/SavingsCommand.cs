using System.CommandLine;
using System.Globalization;
using Vmemmap.Model.Geometry;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify savings</c>: what the optimisation gives back, for each kind of hugepage.</summary>
internal static class SavingsCommand
{
    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("savings", "print the memory that each kind of hugepage gives back") { JsonOption };
        command.SetAction(parsed => parsed.GetValue(JsonOption) ? RunForMachines(terminal) : Run(terminal));
        return command;
    }

    private static int Run(Terminal terminal)
    {
        FittedTable table = new(
            keys: 4, [new("architecture"), new("mapped by"), .. Column.Numbers("page", "hugepage", "order", "struct pages", "V", "R=2 saves", "R=2 %", "R=2 GiB/TiB", "R=1 saves", "R=1 %", "R=1 GiB/TiB", "tables")]);
        foreach (var row in SavingsTable.Rows)
        {
            var geometry = row.Geometry;
            string[] cells =
            [
                row.Hugepage.Architecture, row.Hugepage.Level, $"{geometry.PageSize}", $"{geometry.HugepageSize}", $"{geometry.Order}",
                $"{geometry.Memmap}", Show(row.VmemmapPages.Value, "0.##"), .. Saved(row, SavingsTable.KeptUntil517), .. Saved(row, SavingsTable.KeptSince518), $"{row.PageTablesPerHugepage}",
            ];
            table.Add([.. cells.Select(cell => new Cell(cell))]);
        }
        table.Write(terminal);
        terminal.Say("V: vmemmap pages per hugepage; R: how many of them keep their frame (2 until v5.17, 1 since v5.18); saves: frames per hugepage;");
        terminal.Say("%: of V; tables: page tables of one page each, per hugepage, where vmemmap was mapped by huge entries and has to be split.");
        return ExitCode.AsExpected;
    }

    private static int RunForMachines(Terminal terminal)
    {
        foreach (var row in SavingsTable.Rows)
        {
            var geometry = row.Geometry;
            JsonLines.Write(terminal.Out, new
            {
                row.Hugepage.Architecture, row.Hugepage.Level, row.Hugepage.Mechanism, PageBytes = geometry.PageSize.Count, HugepageBytes = geometry.HugepageSize.Count, geometry.Order, MemmapBytes = geometry.Memmap.Count,
                VmemmapPages = row.VmemmapPages.Value,
                Saved = new[] { SavingsTable.KeptUntil517, SavingsTable.KeptSince518 }.Select(kept => new
                {
                    KeptPages = kept, SavedFrames = row.SavedFrames(kept).Count, SavedBytes = row.SavedFrames(kept).Count * geometry.PageSize.Count, SavedPercent = row.SavedPercent(kept), SavedGiBPerTiB = row.SavedGiBPerTiB(kept),
                }),
                PageTables = row.PageTablesPerHugepage?.Value,
            });
        }
        JsonLines.Write(terminal.Out, new { Summary = true, Hugepages = SavingsTable.Rows.Count });
        return ExitCode.AsExpected;
    }

    private static string[] Saved(SavingsRow row, int keptPages) => row.SavedFrames(keptPages).Count == 0
        ? ["-", "", ""]
        : [$"{row.SavedFrames(keptPages).Count}", Show(row.SavedPercent(keptPages), "0.00"), Show(row.SavedGiBPerTiB(keptPages), "0.000")];

    private static string Show(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
