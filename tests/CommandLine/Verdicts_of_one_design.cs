using System.Text.Json;
using System.Text.Json.Nodes;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.CommandLine;

/// <summary>The main job, run once for one design, for machines, with its counterexamples saved.</summary>
public sealed class OneDesignRun : IDisposable
{
    public const string Design = "rfc-2020";

    internal TemporaryDirectory Saved { get; } = new();

    internal Invocation Run { get; }

    public OneDesignRun() => Run = Invocation.Of("--design", Design, "--json", "--save", Saved.Path);

    public void Dispose() => Saved.Dispose();
}

/// <summary>What the lines and the saved files of a run say.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class Verdicts_of_one_design(OneDesignRun shared) : IClassFixture<OneDesignRun>
{
    private static readonly string[] Fields =
        ["design", "source", "invariant", "ids", "verdict", "expected", "reason", "cause", "obstacle", "obligations", "seconds", "counterexampleLength", "counterexampleScope", "expectedLength", "lastStep", "expectedLastStep", "tellingLength", "trace", "remedy", "remedyVerdict", "line", "says", "told"];

    private static readonly Design Rfc = Catalogue.Find(OneDesignRun.Design)!;

    private List<JsonObject> Verdicts => [.. shared.Run.Lines.SkipLast(1).Select(line => JsonNode.Parse(line)!.AsObject())];

    [Fact]
    public void All_as_expected_gives_0_and_not_a_word_on_standard_error() =>
        Assert.Equal((0, ""), (shared.Run.ExitCode, shared.Run.Error));

    [Fact]
    public void There_is_one_line_for_each_invariant_in_the_order_of_the_table()
    {
        var properties = new Machine<Bit, Num>(Rfc).Properties;

        Assert.Equal(properties.Select(p => p.Name), Verdicts.Select(v => (string)v["invariant"]!));
        Assert.Equal(properties.Select(p => string.Join(' ', p.Ids)), Verdicts.Select(v => string.Join(' ', v["ids"]!.AsArray().Select(id => (string)id!))));
        Assert.All(Verdicts, v => Assert.Equal(OneDesignRun.Design, (string)v["design"]!));
    }

    [Fact]
    public void Every_line_has_the_documented_fields_and_types()
    {
        Assert.All(Verdicts, v =>
        {
            Assert.Equal(Fields, v.Select(field => field.Key));
            Assert.Contains((string)v["verdict"]!, new[] { "proved", "refuted", "undecided" });
            Assert.Contains((string)v["expected"]!, new[] { "proved", "refuted" });
            Assert.Equal(JsonValueKind.Number, v["obligations"]!.GetValueKind());
            Assert.Equal(JsonValueKind.Number, v["seconds"]!.GetValueKind());
        });
    }

    [Fact]
    public void A_refutation_has_a_reason_and_the_length_of_its_counterexample_and_a_proof_has_obligations()
    {
        Assert.All(Verdicts, v =>
        {
            var isRefuted = (string)v["verdict"]! == "refuted";
            var known = Rfc.Refuted.FirstOrDefault(r => r.Invariant == (string)v["invariant"]!);
            Assert.Equal(known is not null, isRefuted);
            Assert.Equal(known?.Reason, (string?)v["reason"]);
            Assert.Equal(isRefuted, v["counterexampleLength"] is not null);
            Assert.Equal(isRefuted ? $"{Rfc.SmallScope}" : null, (string?)v["counterexampleScope"]);
            Assert.Equal((known?.Steps, known?.LastStep), ((int?)v["counterexampleLength"], (string?)v["lastStep"]));
            Assert.Equal((known?.Steps, known?.LastStep), ((int?)v["expectedLength"], (string?)v["expectedLastStep"]));
            Assert.Equal(!isRefuted, (int)v["obligations"]! > 0);
        });
    }

    [Fact]
    public void A_refutation_has_the_corrections_that_make_it_hold() => Assert.All(Verdicts, v =>
    {
        var known = Rfc.Refuted.Of((string)v["invariant"]!);
        Assert.Equal(known?.Remedy, v["remedy"]?.AsArray().Select(name => (string)name!));
        Assert.Equal(known is null ? null : "proved", (string?)v["remedyVerdict"]);
    });

    [Fact]
    public void The_run_that_a_mail_is_about_has_a_length_beside_that_of_the_shortest()
    {
        var told = TellingRuns.Of(Rfc).ToDictionary(told => told.Run.Invariant, told => told.Trace.Moves.Count);

        Assert.All(Verdicts, v => Assert.Equal(told.TryGetValue((string)v["invariant"]!, out var length) ? length : null, (int?)v["tellingLength"]));
        var objection = Verdicts.Single(v => (string)v["invariant"]! == "error-marks-no-other-page");
        Assert.Equal((6, 22), ((int)objection["counterexampleLength"]!, (int)objection["tellingLength"]!));
    }

    [Fact]
    public void The_last_line_is_the_summary()
    {
        var summary = JsonNode.Parse(shared.Run.Lines[^1])!.AsObject();

        Assert.Equal(
            (true, Verdicts.Count, Verdicts.Count - Rfc.Refuted.Count, Rfc.Refuted.Count, 0, 0, "z3"),
            ((bool)summary["summary"]!, (int)summary["verdicts"]!, (int)summary["proved"]!, (int)summary["refuted"]!, (int)summary["undecided"]!,
                (int)summary["unexpected"]!, (string)summary["solver"]!));
        Assert.Matches(@"^\d+\.\d+\.\d+", (string)summary["solverVersion"]!);
        Assert.Equal(JsonValueKind.Number, summary["seconds"]!.GetValueKind());
    }

    [Fact]
    public void Each_counterexample_is_a_whole_file_and_nothing_else_is_left_behind() => Assert.Equal(
        FilesOf(Rfc.Refuted.Select(r => r.Invariant), "json").Concat(FilesOf(Rfc.Tellings.Select(run => run.Invariant), "telling.json")).Order(StringComparer.Ordinal),
        Directory.GetFiles(shared.Saved.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_saved_counterexample_replays_and_tells_its_story()
    {
        Assert.All(Directory.GetFiles(shared.Saved.Path), file =>
        {
            var run = Invocation.Of("replay", file);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.StartsWith($"{OneDesignRun.Design}: {Path.GetFileName(file).Split('.')[1]} (", run.Output, StringComparison.Ordinal);
            Assert.Contains("\nWrong: ", run.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_counterexample_without_one_of_its_steps_does_not_replay()
    {
        using TemporaryDirectory directory = new();
        var trace = JsonNode.Parse(File.ReadAllText(shared.Saved.File($"{OneDesignRun.Design}.error-marks-no-other-page.json")))!.AsObject();
        trace["steps"]!.AsArray().RemoveAt(0);

        var run = Invocation.Of("replay", directory.Write("cut.json", trace.ToJsonString()));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Step 1, 'remap-tail', cannot be taken", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> FilesOf(IEnumerable<string> invariants, string ending) => invariants.Select(invariant => $"{OneDesignRun.Design}.{invariant}.{ending}");
}
