namespace Vmemmap.Tests.Trust;

/// <summary>Within each project the folders can be put into an order in which each uses only those before it; the files at the root come last.</summary>
[Collection(CompiledSource.Name)]
[Trait("Category", "Fast")]
public sealed class Folders_use_one_another_one_way(SourceCompilation source)
{
    [Fact]
    public void No_folders_go_round_in_a_circle_but_those_known()
    {
        FolderGraph graph = new(source.References);

        List<string> complaints =
        [
            .. graph.Knots.Where(knot => !KnownViolations.Knots.Any(known => known.Folders.SequenceEqual(knot)))
                .Select(knot => $"{{{string.Join(", ", knot)}}} is a knot that KnownViolations does not name. One circle in it:\n  {string.Join("\n  ", graph.CircleIn(knot))}"),
            .. KnownViolations.Knots.Where(known => !graph.Knots.Any(knot => known.Folders.SequenceEqual(knot)))
                .Select(known => $"{{{string.Join(", ", known.Folders)}}} is not a knot as KnownViolations has it: name what is left of it."),
        ];
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public void A_circle_is_told_with_the_symbols_on_it()
    {
        FolderGraph graph = new(
        [
            new("project/A/One.cs", "Two", ["project/B/Two.cs"]),
            new("project/B/Two.cs", "Three", ["project/C/D/Three.cs"]),
            new("project/C/D/Three.cs", "One", ["project/A/One.cs"]),
            new("project/C/Four.cs", "Three", ["project/C/D/Three.cs"]),
            new("other/A/One.cs", "Two", ["project/A/One.cs"]),
        ]);

        var knot = Assert.Single(graph.Knots);
        Assert.Equal(["project/A", "project/B", "project/C/D"], knot);
        Assert.Equal(
            ["project/A -> project/B: project/A/One.cs uses Two",
                "project/B -> project/C/D: project/B/Two.cs uses Three",
                "project/C/D -> project/A: project/C/D/Three.cs uses One"],
            graph.CircleIn(knot));
    }

    [Fact]
    public void What_stands_at_the_root_of_a_project_is_for_no_folder_to_use()
    {
        FolderGraph graph = new([new("project/A/One.cs", "Root", ["project/Root.cs"])]);

        Assert.Equal(["project", "project/A"], Assert.Single(graph.Knots));
    }
}
