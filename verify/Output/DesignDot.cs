using Vmemmap.Model.Control;
using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>The control points of a design and the steps between them as a digraph for Graphviz: one cluster for each actor.</summary>
internal static class DesignDot
{
    public static void Write(TextWriter output, DesignPage page)
    {
        output.WriteLine($"digraph {Quoted(page.Design.Name)} {{");
        output.WriteLine($"  label={Quoted($"{page.Design.Name}: {page.Design.Title}")};");
        output.WriteLine("  node [shape=box, style=rounded];");
        foreach (var actor in Enum.GetValues<Actor>())
        {
            WriteActor(output, page, actor);
        }
        output.WriteLine("}");
    }

    private static void WriteActor(TextWriter output, DesignPage page, Actor actor)
    {
        var edges = page.Edges.Where(edge => edge.Actor == actor).ToList();
        output.WriteLine($"  subgraph {Quoted($"cluster {actor}")} {{");
        output.WriteLine($"    label={Quoted(PointWords.Title(actor))};");
        if (edges.Exists(edge => edge.From is null))
        {
            output.WriteLine($"    {Node(actor, null)} [label=\"from anywhere\", style=dashed];");
        }
        var points = page.PointsOf(actor);
        foreach (var point in points)
        {
            output.WriteLine($"    {Node(actor, point)} [label={Quoted(point.Name)}{(point == points[0] ? ", peripheries=2" : "")}];");
        }
        foreach (var between in edges.GroupBy(edge => (edge.From, edge.To)))
        {
            // Steps between the same points share an arrow, a line each.
            output.WriteLine($"    {Node(actor, between.Key.From)} -> {Node(actor, between.Key.To)} [label={Quoted(string.Join("\n", between.Select(edge => edge.Step)))}];");
        }
        output.WriteLine("  }");
    }

    // Actors may have points of the same name.
    private static string Node(Actor actor, ControlPoint? point) => Quoted(point is null ? $"{actor}" : $"{actor}: {point}");

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
