using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;

namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify show</c>: everything about a design on one page.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Show
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    [Fact]
    public void The_page_of_a_design_reads_as_it_always_has() => GoldenText.AssertEqual("CommandLine/Golden/linux-5.18.show.txt", Page("linux-5.18"));

    [Fact]
    public void The_digraph_of_a_design_reads_as_it_always_has() => GoldenText.AssertEqual("CommandLine/Golden/linux-5.18.show.dot", Page("linux-5.18", "--dot"));

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_part_is_shown_with_its_function_and_release_and_every_step_with_its_function(string name)
    {
        var (page, lines, machine) = (Page(name), Lines(name), MachineOf(name));

        Assert.Equal(
            machine.Design.Parts.Select(part => (part.GetType().Name, Called(part))),
            lines.Where(line => line.ContainsKey("part")).Select(line => ((string)line["part"]!, (string)line["function"]!)));
        Assert.All(machine.Design.Parts.Zip(OfKind(lines, "part")), pair => Assert.Contains((string)pair.Second["source"]!, pair.First.ReadIn ?? Cited(pair.First).Source, StringComparison.Ordinal));
        Assert.Equal(machine.Steps.Select(step => (step.Name, step.Function)), OfKind(lines).Select(step => ((string)step["step"]!, (string)step["function"]!)));
        Assert.Equal(machine.Steps.Select(step => step.Name), OfKind(lines, "part").SelectMany(part => Texts(part["steps"])));
        Assert.All(machine.Design.Parts, part => Assert.Contains($"\n  {part.GetType().Name}: {Called(part)}\n", page, StringComparison.Ordinal));
        Assert.All(machine.Steps, step => Assert.Matches($@"\n    {step.Name}( \([^()]*\))?: {Regex.Escape(step.Function)}\n", page));

        string Called(Part part) => machine.Design.Functions.GetValueOrDefault(Cited(part).Function, Cited(part).Function);
    }

    [Theory]
    [InlineData("linux-5.18", "MemoryFailure", "v5.18, mm/memory-failure.c")]
    [InlineData("linux-5.14", "HandleFailure", "v5.14, mm/memory-failure.c")]
    [InlineData("linux-5.18", "HandleFailure", "v5.18, mm/memory-failure.c, mm/hugetlb.c: dissolve_free_huge_page()")]
    [InlineData("rfc-2020", "AllocVmemmap", "RFC patch 13/24, mm/hugetlb_vmemmap.c")]
    [InlineData("linux-5.18", "AllocVmemmap", "ad2fa3717b74 (v5.14), mm/sparse-vmemmap.c")]
    [InlineData("linux-5.18", "RemoveHugetlbPage", "v5.18, mm/hugetlb.c")]
    [InlineData("corrected-5.18", "RemoveHugetlbPage", "RFC patch 12/24; 32c877191e02 (v6.5), mm/hugetlb.c")]
    [InlineData("rfc-2020", "HandleFailureThroughAlias", "v5.9, mm/memory-failure.c; RFC patches 12/24 and 18/24, mm/hugetlb.c")]
    public void Where_a_parameter_decides_the_source_is_that_of_the_version_in_the_design(string design, string part, string source) =>
        Assert.Equal(source, (string)Assert.Single(OfKind(Lines(design), "part"), line => (string)line["part"]! == part)["source"]!);

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_test_of_a_guard_is_shown_and_every_step_says_what_it_changes(string name)
    {
        var (lines, machine) = (Lines(name), MachineOf(name));

        Assert.All(machine.Steps.Zip(OfKind(lines)), pair =>
        {
            var (step, shown) = pair;
            Assert.Equal(step.At.Select(point => point.Name), Texts(shown["at"]));
            Assert.Equal(step.Guard.Select(conjunct => conjunct.Name).Skip(step.At.Count == 0 ? 0 : 1), Texts(shown["when"]));
            Assert.NotEmpty(Texts(shown["then"]));
        });
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void No_word_is_left_without_a_value(string name) => Assert.DoesNotMatch(@"\{|\}|''|: ;|; ;|: \n", Page(name));

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_control_point_is_reached_by_an_edge_and_every_edge_is_between_control_points(string name)
    {
        var (lines, shape) = (Lines(name), MachineOf(name).Shape);
        var edges = EdgesOf(lines).ToList();

        foreach (var actor in Enum.GetValues<Actor>())
        {
            var points = shape.PointsOf(actor).InOrder.Select(point => point.Name).ToList();
            var own = edges.Where(edge => string.Equals(edge.Actor, $"{actor}", StringComparison.OrdinalIgnoreCase)).ToList();
            // Boot happens once: nothing leads back to where it begins.
            Assert.All(points, point => Assert.Equal(point != Points.Memblock.Name, own.Exists(edge => edge.To == point && edge.From != point)));
            Assert.All(own, edge => Assert.True(points.Contains(edge.To) && (edge.From is null || points.Contains(edge.From)), $"{edge}"));
        }
    }

    // The edges are found on terms; here steps are taken. A walk that follows every step that can be taken leaves no edge out.
    [Theory]
    [MemberData(nameof(Designs))]
    public void Whatever_step_is_taken_goes_along_an_edge(string name)
    {
        var design = Catalogue.Find(name)!;
        var edges = EdgesOf(Lines(name)).ToHashSet();
        Instance instance = new(design, design.SmallScope);
        Queue<int[]> open = new([[.. instance.Memory.Cells]]);
        HashSet<string> seen = [string.Join(',', instance.Memory.Array)];

        for (var visited = 0; visited < 3_000 && open.TryDequeue(out var cells); visited++)
        {
            foreach (var step in instance.Machine.Steps)
            {
                foreach (var at in Assignments.Of(step.Parameters, instance.Scope))
                {
                    cells.CopyTo(instance.Memory.Cells);
                    if (!instance.IsEnabled(step, at))
                    {
                        continue;
                    }
                    var before = Counters(instance);
                    instance.Take(step, at);
                    var after = Counters(instance);
                    if (before.Length == 4 && after[3].Point == before[1].Point)
                    {
                        // The two calls of memory failure have changed places.
                        (after[1], after[3]) = (after[3], after[1]);
                    }
                    foreach (var (actor, from, to) in before.Zip(after, (b, a) => (b.Actor, b.Point, a.Point)).Where(move => move.Item2 != move.Item3))
                    {
                        Assert.True(
                            edges.Contains((step.Name, actor, from, to)) || edges.Contains((step.Name, actor, null, to)), $"{step.Name} takes {actor} from {from} to {to}.");
                    }
                    if (seen.Add(string.Join(',', instance.Memory.Array)))
                    {
                        open.Enqueue([.. instance.Memory.Cells]);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_digraph_is_one_that_Graphviz_reads_and_has_every_edge(string name)
    {
        var dot = Page(name, "--dot");
        const string Quoted = @"""(?:[^""\\]|\\.)*""";

        Assert.Matches($@"\Adigraph {Quoted} \{{\n(?:  (?:label={Quoted};|node \[[^\]]*\];|subgraph {Quoted} \{{|  label={Quoted};|  {Quoted}(?: -> {Quoted})? \[label={Quoted}(?:, \w+=\w+)?\];|\}})\n)*\}}\n\z", dot);
        Assert.Equal(dot.Count(c => c == '{'), dot.Count(c => c == '}'));
        var declared = Matches("""^    (?<node>"[^"]*") \[""").Select(match => match.Groups["node"].Value).ToList();
        var drawn = Matches("""^    (?<from>"[^"]*") -> (?<to>"[^"]*") \[label="(?<steps>[^"]*)""");
        Assert.Equal(declared.Count, declared.Distinct().Count());
        Assert.All(drawn, edge => Assert.True(declared.Contains(edge.Groups["from"].Value) && declared.Contains(edge.Groups["to"].Value), edge.Value));
        Assert.Equal(EdgesOf(Lines(name)).Count(), drawn.Sum(edge => edge.Groups["steps"].Value.Split(@"\n").Length));

        IReadOnlyList<Match> Matches(string pattern) => Regex.Matches(dot, pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("rfc-2020", 2, 6, 24_576, 4_094)]
    [InlineData("linux-5.18", 1, 7, 28_672, 4_095)]
    public void What_a_design_saves_is_that_of_the_mails(string name, int kept, int frames, long bytes, int framesOfLarge)
    {
        var lines = Lines(name);

        Assert.Equal(kept, (int)lines[0]["keptPages"]!);
        var saved = OfKind(lines, "hugepageBytes").ToDictionary(line => (long)line["hugepageBytes"]!);
        Assert.Equal((frames, bytes), ((int)saved[2 << 20]["savedFrames"]!, (long)saved[2 << 20]["savedBytes"]!));
        Assert.Equal(framesOfLarge, (int)saved[1 << 30]["savedFrames"]!);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_refutations_that_a_design_is_known_for_are_shown_with_their_reasons(string name) => Assert.Equal(
        Catalogue.Find(name)!.Refuted.Select(refuted => (refuted.Invariant, refuted.Reason)),
        Lines(name)[0]["refuted"]!.AsArray().Select(refuted => ((string)refuted!["invariant"]!, (string)refuted["reason"]!)));

    [Theory]
    [MemberData(nameof(Designs))]
    public void For_machines_the_last_line_is_the_summary(string name)
    {
        var lines = Lines(name);
        var summary = lines[^1];

        Assert.Equal(
            (true, OfKind(lines, "part").Count(), OfKind(lines, "point").Count(), OfKind(lines).Count(), EdgesOf(lines).Count()),
            ((bool)summary["summary"]!, (int)summary["parts"]!, (int)summary["points"]!, (int)summary["steps"]!, (int)summary["edges"]!));
    }

    private static Machine<Bit, Num> MachineOf(string name) => new(Catalogue.Find(name)!);

    private static KernelFunctionAttribute Cited(Part part) => part.GetType().GetCustomAttribute<KernelFunctionAttribute>(inherit: false)!;

    private static string Page(string name, params string[] options)
    {
        var run = Invocation.Of(["show", name, .. options]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }

    private static List<JsonObject> Lines(string name) => [.. Page(name, "--json").TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject())];

    private static IEnumerable<JsonObject> OfKind(List<JsonObject> lines, string kind = "step") => lines.Where(line => line.First().Key == kind);

    private static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(text => (string)text!);

    private static IEnumerable<(string Step, string Actor, string? From, string To)> EdgesOf(List<JsonObject> lines) => OfKind(lines).SelectMany(
        step => step["edges"]!.AsArray().Select(edge => ((string)step["step"]!, (string)edge!["actor"]!, (string?)edge["from"], (string)edge["to"]!)));

    private static (string Actor, string Point)[] Counters(Instance instance)
    {
        var (state, shape) = (instance.State, instance.Machine.Shape);
        return
        [
            ("hugepage", shape.Hugepage.InOrder[state.Stage[0].Value].Name),
            ("memoryFailure", shape.Failure.InOrder[state.Failure.Stage.Value.Value].Name),
            ("reader", shape.Reader.InOrder[state.ReaderStage[0].Value].Name),
            .. state.FailureCalls.Skip(1).Select(call => ("memoryFailure", shape.Failure.InOrder[call.Stage.Value.Value].Name)),
        ];
    }
}
