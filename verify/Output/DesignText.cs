using System.Globalization;
using Vmemmap.Model.Control;
using Vmemmap.Model.Geometry;
using Vmemmap.Properties.Control;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>Everything about a design on one page, for people who know mm.</summary>
/// <param name="terminal">where to.</param>
/// <param name="page">what is to be said.</param>
internal sealed class DesignText(Terminal terminal, DesignPage page)
{
    public void Write()
    {
        var design = page.Design;
        Line($"{design.Name}: {design.Title}");
        Line($"  Read in: {design.Source}");
        Line($"  Layout:  {Layout()}");
        WriteSavings();
        WriteParts();
        foreach (var actor in Enum.GetValues<Actor>())
        {
            WritePoints(actor);
        }
        WriteSteps();
        WriteRefuted();
    }

    private string Layout()
    {
        var layout = page.Design.Layout;
        var permission = layout.TailsWritable ? "writable" : "read-only";
        return layout.SharesHead
            ? $"VP0 keeps its frame (R = 1), the tail pages VP1..V-1 are mapped {permission} to that frame: each seems to begin with a head, and a copy of it has to be reset"
            : layout.IsTailOfZone
            ? $"VP0 keeps its frame (R = 1), the tail pages VP1..V-1 are mapped {permission} to a frame of tails that the zone has for all of them"
            : $"VP0..VP{layout.KeptPages - 1} keep their frames (R = {layout.KeptPages}), the tail pages VP{layout.KeptPages}..V-1 are mapped {permission} to that of VP{layout.KeptPages - 1}, the shared frame";
    }

    private void WriteSavings()
    {
        Title("What it saves on x86-64, per hugepage");
        foreach (var row in page.Savings)
        {
            var (geometry, kept) = (row.Geometry, page.Design.Layout.KeptPages);
            var optimised = Optimization.Of(geometry, kept);
            Line(string.Create(CultureInfo.InvariantCulture,
                $"  {geometry.HugepageSize}: {optimised.SavedFrames} of {geometry.VmemmapPages} (V), {optimised.SavedMemory} of {geometry.Memmap}, {row.SavedPercent(kept):0.00} %; {optimised.Freed} lose theirs; {row.SavedGiBPerTiB(kept):0.000} GiB per TiB"));
        }
    }

    private void WriteParts()
    {
        Title($"Its {page.Parts.Count} parts, one version of a kernel function each (model/Kernel)");
        FittedTable table = new(keys: 1, new("part"), new("function", Breaks: " "), new("read in", Breaks: " "));
        foreach (var part in page.Parts)
        {
            table.Add(part.Name, part.Function, part.Source);
        }
        table.Write(terminal);
    }

    private void WritePoints(Actor actor)
    {
        var points = page.PointsOf(actor);
        Title($"The {points.Count} control points of {PointWords.Title(actor)}, which begins at '{points[0]}', and the steps between them");
        var edges = page.Edges.Where(edge => edge.Actor == actor).ToLookup(edge => edge.From);
        foreach (var point in points)
        {
            Line($"  '{point}': {PointWords.Of(point)}");
            WriteEdges(edges[point]);
        }
        if (edges.Contains(null))
        {
            Line("  from anywhere:");
            WriteEdges(edges[null]);
        }
    }

    private void WriteEdges(IEnumerable<ControlEdge> edges)
    {
        foreach (var step in edges.GroupBy(edge => edge.Step))
        {
            var to = step.Where(edge => edge.To != edge.From).Select(edge => $"'{edge.To}'").ToList();
            var stays = to.Count < step.Count() ? "stays" : null;
            Line($"    {step.Key}{(to.Count > 0 ? " -> " : " ")}{string.Join(" or ", stays is null ? to : [.. to, stays])}");
        }
    }

    private void WriteSteps()
    {
        var steps = page.Parts.Sum(part => part.Steps.Count);
        Title($"Its {steps} steps: what the kernel does at once, as everybody else sees it");
        Line("  VP0..V-1 are the vmemmap pages of the hugepage that the step works on, VP cursor the one that its walk is at; the list is that of the frames that its operation has collected; slot special is one that carries data of the hugepage. All that stands under 'then' happens at once and speaks of the state before the step; of two lines about the same cell the later one stands.");
        foreach (var part in page.Parts)
        {
            terminal.Say();
            Line($"  {part.Name}: {part.Function}");
            if (part.Steps.Count == 0)
            {
                Line("    no step of its own");
            }
            foreach (var step in part.Steps)
            {
                WriteStep(step);
            }
        }
    }

    private void WriteStep(ShownStep step)
    {
        List<string> parameters = [.. step.Parameters.Select(Letters.Of).OfType<string>()];
        Line($"    {step.Name}{(parameters.Count == 0 ? "" : $" ({string.Join(", ", parameters)})")}: {step.Function}");
        Items("at", [step.At.Count == 0 ? "any time" : string.Join(" or ", step.At.Select(point => $"'{point}'"))]);
        Items("if", step.When);
        Items("with", step.Effect.Where);
        Items("then", step.Effect.Then);
    }

    private void WriteRefuted()
    {
        var refuted = page.Design.Refuted;
        Title(refuted.Count == 0 ? "Every invariant is expected to hold." : $"The {refuted.Count} invariants that it is known to violate");
        foreach (var (invariant, reason) in refuted)
        {
            Line($"  {invariant}: {reason}");
        }
        if (page.NotApplying.Count > 0)
        {
            Title("What others are judged by and it is not");
            foreach (var (invariant, reason) in page.NotApplying)
            {
                Line($"  {invariant}: {reason}");
            }
        }
    }

    private void Title(string title)
    {
        terminal.Say();
        Line(title);
    }

    private void Items(string word, IReadOnlyList<string> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Line($"      {(i == 0 ? word : ""),-4}  {items[i]}", hanging: 14);
        }
    }

    // What is longer than a line goes on in the next ones, further in.
    private void Line(string text, int hanging = 6) => terminal.Say(text, hanging - (text.Length - text.TrimStart().Length));
}
