using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Exploration;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Bench.Parts;

/// <summary>A complete walk of a design.</summary>
/// <param name="Design">the design.</param>
/// <param name="Scope">its sizes.</param>
/// <param name="Symmetric">one state of all that differ in the names of hugepages and frames only.</param>
/// <param name="States">states walked.</param>
/// <param name="Transitions">steps taken in them.</param>
/// <param name="Seconds">how long it took.</param>
/// <param name="Bytes">memory for states.</param>
internal sealed record DesignFigures(string Design, string Scope, bool Symmetric, long States, long Transitions, double Seconds, long Bytes);

/// <summary>All states of designs in small scopes, every property and lemma checked in each: all of them, and up to symmetry.</summary>
internal sealed class DesignsPart : IPart
{
    public string Name => "designs";

    // With base pages in use, and walkers that look at them, there are too many states to wait for.
    private static Bounds NoPagesOfTheirOwn { get; } = Bounds.Default with { Without = ["page-to-user", "isolate", "read-compound-head"] };

    // One hugepage with two shared tail pages and everything else that can happen to it; three that compete for frames.
    private static IEnumerable<(Design Design, Scope Scope, Bounds Bounds)> Scenes =>
    [
        .. Catalogue.All.Select(design => (design, design.SmallScope with { Pages = design.Layout.KeptPages + 2, Frames = design.Layout.KeptPages + 2 + design.Parts.Where(part => part.NeedsSpareFrames).Sum(part => part.SpareFrames) }, NoPagesOfTheirOwn)),
        (Corrected518.Design, Corrected518.Design.SmallScope with { Folios = 3, Pages = 2, Frames = 6, Pins = 0 }, new Bounds(0, 0, "read-compound-head", "page-to-user")),
    ];

    public object Run(Measuring measuring, ICollection<string> complaints)
    {
        List<DesignFigures> rows = [];
        foreach (var (design, scope, bounds) in Scenes)
        {
            foreach (var symmetric in new[] { false, true })
            {
                rows.Add(Measure(measuring, design, scope, bounds, symmetric, complaints));
            }
        }
        Write(measuring.Terminal, rows);
        return rows;
    }

    private static DesignFigures Measure(Measuring measuring, Design design, Scope scope, Bounds bounds, bool symmetric, ICollection<string> complaints)
    {
        var (result, seconds) = measuring.Median($"{design.Name}, {scope}", warmsUp: true, () => Walk(), run => run.Seconds);
        foreach (var violated in result.Violations.Keys.Except(design.Refuted.Select(r => r.Invariant)))
        {
            complaints.Add($"{design.Name}: the explorer finds {violated} violated, which is not expected.");
        }
        if (!result.IsComplete)
        {
            complaints.Add($"{design.Name}: {scope} was not walked completely: {result.Ending}.");
        }
        return new(design.Name, $"{scope}; {bounds}", symmetric, result.States, result.Transitions, seconds, result.Bytes);

        (ExplorationResult Result, double Seconds) Walk()
        {
            Explorer explorer = new(new Instance(design, scope), bounds, options: new() { Symmetric = symmetric });
            return Timed.Run(() => explorer.Run(cancellation: measuring.Cancellation));
        }
    }

    private static void Write(Terminal terminal, IReadOnlyList<DesignFigures> rows)
    {
        FittedTable table = new(keys: 1, [new("design"), new("scope", Breaks: " "), new("walked"), .. Column.Numbers("states", "transitions", "seconds", "transitions/s", "bytes/state", "fewer states", "faster")]);
        foreach (var (all, reduced) in rows.Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            Add(all, all.Design, all.Scope, "all states", "", "");
            Add(reduced, "", "", "up to symmetry", $"{(double)all.States / reduced.States:F1}", $"{all.Seconds / reduced.Seconds:F1}");
        }
        table.Write(terminal);

        void Add(DesignFigures row, string design, string scope, string walked, string fewer, string faster) => table.Add(
            design, scope, walked, $"{row.States:N0}", $"{row.Transitions:N0}", $"{row.Seconds:F2}", $"{row.Transitions / row.Seconds:N0}",
            $"{(double)row.Bytes / row.States:F0}", fewer, faster);
    }
}
