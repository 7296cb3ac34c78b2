using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Geometry;
using Vmemmap.Properties.Control;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Verify.Baselines;
using Vmemmap.Verify.Page;
using Vmemmap.Verify.Show;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.CommandLine;

/// <summary>The page of two designs, written once.</summary>
public sealed class OnePage
{
    internal static readonly Design[] Designs = [Catalogue.Find("rfc-2020")!, Catalogue.Find("corrected-5.18")!];

    internal string Html { get; }

    internal Invocation Run { get; }

    public OnePage()
    {
        using TemporaryDirectory directory = new();
        var file = Path.Combine(directory.Path, "page.html");
        Run = Invocation.Of(["report", "--html", file, "--sequences", "12", .. Designs.SelectMany(design => (string[])["--design", design.Name])]);
        Html = File.ReadAllText(file);
    }
}

/// <summary>The page is whole, needs nothing else, and says what the run found.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class The_page(OnePage shared) : IClassFixture<OnePage>
{
    private XElement Html => XDocument.Parse(shared.Html).Root!;

    private JsonObject Data => JsonNode.Parse(Html.Descendants("script").Single(script => (string?)script.Attribute("id") == "data").Value)!.AsObject();

    [Fact]
    public void Is_written_without_a_word_of_complaint() => Assert.Equal((0, ""), (shared.Run.ExitCode, shared.Run.Error));

    [Fact]
    public void Is_well_formed() => Assert.Equal("html", Html.Name.LocalName);

    [Fact]
    public void Has_a_cell_for_each_verdict_and_none_besides()
    {
        var expected = OnePage.Designs.SelectMany(design => new Machine<Bit, Num>(design).Properties.Select(property => $"{design.Name} {property.Name} {(design.Refuted.Of(property.Name) is { } known ? $"\u2717{known.Steps}" : "\u2713")}"));

        Assert.Equal(expected.Order(), Html.Descendants("button").Select(button => $"{button.Attribute("data-d")!.Value} {button.Attribute("data-i")!.Value} {button.Value}").Order());
    }

    [Fact]
    public void Has_the_story_of_each_refutation_with_a_picture_for_each_state()
    {
        foreach (var expectation in OnePage.Designs[0].Refuted)
        {
            var verdict = Data["verdicts"]!.AsArray().Single(one => (string)one!["d"]! == "rfc-2020" && (string)one["i"]! == expectation.Invariant)!;
            var steps = verdict["story"]!["steps"]!.AsArray();
            var told = TellingRuns.Of(OnePage.Designs[0]).SingleOrDefault(run => run.Run.Invariant == expectation.Invariant);
            // What a mail is about is gone through, and nothing else stands over its steps; the shortest is counted.
            Assert.Equal((told?.Trace.Moves.Count ?? expectation.Steps) + 1, steps.Count);
            Assert.Equal((told?.Run.Title, told?.Run.Source), ((string?)verdict["story"]!["title"], (string?)verdict["story"]!["source"]));
            Assert.Equal(expectation.Steps, (int)verdict["story"]!["shortest"]!);
            Assert.Equal(told is null ? $"refuted, {expectation.Steps} step{(expectation.Steps == 1 ? "" : "s")}" : $"refuted, {expectation.Steps} steps (told by a run of {told.Trace.Moves.Count})", (string)verdict["v"]!);
            Assert.All(steps, step => Assert.NotEmpty(step!["s"]!["p"]!.AsArray()));
            Assert.All(steps, step => Assert.All(step!["s"]!["p"]!.AsArray(), page => Assert.InRange((int)page![1]!, -1, step["s"]!["f"]!.AsArray().Count - 1)));
            Assert.NotEmpty((string)verdict["story"]!["wrong"]!);
        }
    }

    [Fact]
    public void Has_a_command_for_each_verdict_that_the_program_allows() => Assert.All(
        Data["verdicts"]!.AsArray().Select(verdict => (string)verdict!["command"]!).Take(5),
        command => Assert.Contains("'--nonsense'", Invocation.Of([.. command.Split(' ').Skip(1), "--nonsense"]).Error, StringComparison.Ordinal));

    [Fact]
    public void Tells_of_each_step_of_a_story_who_acts()
    {
        var lanes = Data["verdicts"]!.AsArray().Where(verdict => verdict!["story"] is not null).Select(verdict => verdict!["story"]!).ToList();

        Assert.All(lanes, story => Assert.Equal(-1, (int)story["steps"]![0]!["w"]!));
        Assert.All(lanes, story => Assert.All(story["steps"]!.AsArray().Skip(1), step => Assert.InRange((int)step!["w"]!, 0, story["who"]!.AsArray().Count - 1)));
        // Each of these has steps of its own in the designs of the page, and none is told from the name of a step.
        Assert.Superset(new HashSet<string> { "hugepage", "memory failure", "other users" }, lanes.SelectMany(story => story["who"]!.AsArray().Select(who => (string)who!)).ToHashSet());
    }

    [Fact]
    public void Draws_each_control_point_and_each_way_and_tells_of_each_step_whether_it_was_taken()
    {
        foreach (var design in OnePage.Designs)
        {
            var fold = Html.Descendants("details").Single(details => details.Element("summary")?.Element("b")?.Value == design.Name);
            var edges = ControlEdges.Of(design);
            var boxes = fold.Descendants("svg").Elements("text").Select(text => text.Value).ToList();
            var steps = fold.Descendants("table").Single().Descendants("th").Select(step => step.Value);

            Assert.Empty(Enum.GetValues<Actor>().SelectMany(actor => design.Shape.PointsOf(actor).InOrder).Select(point => point.Name).Except(boxes));
            Assert.Equal(edges.Select(edge => (edge.Actor, edge.From, edge.To)).Distinct().Count(), fold.Descendants("svg").Elements("g").Count());
            Assert.Equal(new Machine<Bit, Num>(design).Steps.Select(step => step.Name).Order(), steps.Order());
        }
    }

    [Fact]
    public void Counts_a_way_where_the_actor_is()
    {
        var design = OnePage.Designs[0];
        var covered = SequenceCoverage.Of(design, sequences: 12, CancellationToken.None);
        var begin = design.Shape.PointsOf(Actor.Hugepage).InOrder[0];
        var ways = covered.WaysOf(Actor.Hugepage);
        // Nobody leaves a point, or does anything there, who has not come to it.
        Assert.All(
            ways.Where(way => way.Taken > 0 && way.From is { } from && from != begin),
            way => Assert.True(ways.Any(into => into.To == way.From && into.From != into.To && into.Taken > 0), $"{design.Name}: {way.Says}; but nothing led to '{way.From}'"));
        Assert.True(ways.Count(way => way.Taken > 0) > ways.Count / 2, $"{design.Name}: the sequences took few ways");
    }

    [Fact]
    public void Shows_what_the_optimisation_saves() => Assert.Equal(
        SavingsTable.Rows.SelectMany(row => new[] { 1, 2 }.Select(kept => row.SavedGiBPerTiB(kept) is > 0 and var saved ? string.Create(CultureInfo.InvariantCulture, $"R={kept}: {saved:0.000} ({row.SavedPercent(kept):0.00} %)") : $"R={kept}: nothing")),
        Html.Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "savings").Elements("text").Where(text => (string?)text.Attribute("class") == "value").Select(text => text.Value));

    [Fact]
    public void Shows_what_changed_since_a_baseline()
    {
        var html = XElement.Parse(ChangesHtml.Of("a <file>", [new(BaselineLine.Of("rfc-2020 poison-recorded proved"), BaselineLine.Of("rfc-2020 poison-recorded refuted 6 flag-head")), new(BaselineLine.Of("gone poison-recorded proved"), New: null)]));

        Assert.Equal("Against a <file>: 2 changed", html.Element("h2")!.Value);
        Assert.Equal(
            ["\u2260|rfc-2020|poison-recorded|proved|refuted 6 flag-head", "\u2212|gone|poison-recorded|proved|no verdict"],
            html.Descendants("tbody").Elements().Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))));
    }

    [Fact]
    public void Says_what_is_not_modelled() => Assert.True(Html.Descendants("details").Single(fold => fold.Value.StartsWith("Scope", StringComparison.Ordinal)).Descendants("dt").Count() > 10, "the table of the README is not in the page");

    [Fact]
    public void Has_a_fold_for_each_finding_that_concerns_a_design_of_it()
    {
        var folds = XElement.Parse(FindingsHtml.Of([Linux518.Design])).Elements("details").ToList();

        Assert.Equal(Finding.Of([Linux518.Design]).Select(finding => FindingsHtml.Address(finding.Name)), folds.Select(fold => (string?)fold.Attribute("id")));
        Assert.All(folds, fold => Assert.Contains(fold.Descendants("dt"), heading => heading.Value == "Releases"));
        Assert.Contains(folds, fold => fold.Descendants("code").Any());
        Assert.Equal("", FindingsHtml.Of([Corrected518.Design]));
    }

    [Fact]
    public void Knows_of_each_verdict_the_findings_that_tell_of_it() => Assert.Contains(
        JsonNode.Parse(PageJson.Of(new([Linux518.Design], [], [], new(0, "none", 0, 0, 0))))!["findings"]!.AsArray(),
        finding => (string)finding!["at"]! == FindingsHtml.Address("rollback-overwrites-reachable-frames") && finding["i"]!.AsArray().Any(name => (string)name! == "tail-resolves-to-head"));

    [Fact]
    public void Loads_nothing()
    {
        Assert.DoesNotContain("http:", shared.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", shared.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", shared.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", shared.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Html.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
    }

    [Fact]
    public void Is_no_longer_than_a_mail() => Assert.InRange(shared.Html.Length, 1, 2_000_000);

    [Fact]
    public void Shows_text_as_text()
    {
        const string Evil = "</script><img src=x onerror=\"alert('@@DATA@@')\"> & ]]>";
        var design = OnePage.Designs[0] with { Title = Evil };
        var page = HtmlPage.Of(
            new([design], [new(design.Name, "tail-resolves-to-head", ["S1"], Ruling.Undecided, Expectation: null, 1, 0, Counterexample: null) { Source = Evil, Obstacle = null }], [], new(0, Evil, 0, 0, 0)),
            [], "", DateTimeOffset.UnixEpoch);
        var html = XDocument.Parse(page).Root!;

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(2, html.Descendants("script").Count());
        Assert.Contains(html.Descendants("p"), paragraph => paragraph.Value.Contains(Evil, StringComparison.Ordinal));
        Assert.Equal(Evil, html.Descendants("th").Attributes("title").First().Value);
        Assert.Equal(Evil, (string)JsonNode.Parse(html.Descendants("script").First().Value)!["designs"]![0]!["title"]!);
    }
}

/// <summary>Files that runs write are whole or as they were.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class An_interrupted_run
{
    [Theory]
    [InlineData("report", "--html")]
    [InlineData("--update", "--baseline")]
    [InlineData("--json", "--sarif")]
    [InlineData("--brief", "--junit")]
    public void Leaves_the_file_as_it_was_and_no_other(string first, string option)
    {
        const string Before = "# as it was\n";
        using TemporaryDirectory directory = new();
        var file = Path.Combine(directory.Path, "file");
        File.WriteAllText(file, Before);

        var run = Invocation.Of(new CancellationToken(canceled: true), first, option, file, "--design", "rfc-2020");

        Assert.Equal((130, "", "Interrupted.\n"), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(Before, File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(directory.Path));
    }
}
