using Vmemmap.Model.Control;
using Vmemmap.Model.Geometry;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>Everything about a design, for machines: one JSON object per line. The schema is in SCHEMA.md.</summary>
internal static class DesignJson
{
    public static void Write(TextWriter output, DesignPage page)
    {
        var design = page.Design;
        JsonLines.Write(output, new
        {
            Design = design.Name, design.Title, design.Source, design.Layout.KeptPages, design.Layout.TailsWritable,
            Refuted = design.Refuted.Select(refuted => new { refuted.Invariant, refuted.Reason }),
            NotApplying = page.NotApplying.Select(one => new { one.Invariant, one.Reason }),
        });
        foreach (var row in page.Savings)
        {
            var saved = Optimization.Of(row.Geometry, design.Layout.KeptPages);
            JsonLines.Write(output, new
            {
                HugepageBytes = row.Geometry.HugepageSize.Count, row.Geometry.VmemmapPages, MemmapBytes = row.Geometry.Memmap.Count,
                SavedFrames = saved.SavedFrames.Count, SavedBytes = saved.SavedMemory.Count,
            });
        }
        foreach (var part in page.Parts)
        {
            JsonLines.Write(output, new { Part = part.Name, part.Function, part.Source, Steps = part.Steps.Select(step => step.Name) });
        }
        foreach (var point in Enum.GetValues<Actor>().SelectMany(page.PointsOf))
        {
            JsonLines.Write(output, new { Point = point.Name, point.Actor, point.Phase, point.Walk });
        }
        foreach (var step in page.Parts.SelectMany(part => part.Steps))
        {
            JsonLines.Write(output, new
            {
                Step = step.Name, step.Function, step.Parameters, At = step.At.Select(point => point.Name), step.When, step.Effect.Where, step.Effect.Then,
                Edges = page.Edges.Where(edge => edge.Step == step.Name).Select(edge => new { edge.Actor, From = edge.From?.Name, To = edge.To.Name }),
            });
        }
        JsonLines.Write(output, new
        {
            Summary = true, Parts = page.Parts.Count, Points = Enum.GetValues<Actor>().Sum(actor => page.PointsOf(actor).Count),
            Steps = page.Parts.Sum(part => part.Steps.Count), Edges = page.Edges.Count,
        });
    }
}
