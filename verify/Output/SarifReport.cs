using System.Text.Encodings.Web;
using System.Text.Json;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Trust;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>What was found as SARIF 2.1.0: an error for each verdict and theorem that is not as expected, a note for each refutation that is.</summary>
internal static class SarifReport
{
    // Reasons are for people: quotes stay as they are. No page is made of it.
    private static readonly SarifJson Json = new(new JsonSerializerOptions(SarifJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The text of the file.</summary>
    public static string Of(JudgedRun run)
    {
        var theorems = run.Theorems.Where(theorem => theorem.Verdict != TheoremVerdict.Proved).ToList();
        List<SarifRule> rules = [.. RulesOf(run), .. theorems.Select(theorem => new SarifRule(theorem.Theorem.Name, new(theorem.Theorem.Sentence), new(theorem.Theorem.Origin), Properties: null))];
        var designs = run.Designs.ToDictionary(design => design.Name);
        SarifInvocation invocation = new(
            ExecutionSuccessful: true, run.IsExpected ? ExitCode.AsExpected : ExitCode.Unexpected, new(Provenance.Here.Commit, Provenance.Here.Sources, Provenance.Here.Machine, run.Summary));
        SarifLog log = new([new(new(new("verify", Version, rules)), [invocation],
        [
            .. run.Verdicts.Where(verdict => !verdict.IsExpected || verdict.Ruling == Ruling.Refuted).Select(verdict => ResultOf(verdict, designs[verdict.Design], PlaceOf(rules, verdict.Invariant))),
            .. theorems.Select(theorem => ResultOf(theorem, PlaceOf(rules, theorem.Theorem.Name))),
        ])]);
        return JsonSerializer.Serialize(log, Json.SarifLog) + "\n";
    }

    private static string Version => typeof(SarifReport).Assembly.GetName().Version!.ToString(fieldCount: 3);

    // What was judged, in the order of the table. What is said of the ranges of tables is among the verdicts where it is violated only.
    private static IEnumerable<SarifRule> RulesOf(JudgedRun run)
    {
        var judged = run.Verdicts.Select(verdict => verdict.Invariant).ToHashSet();
        return run.Designs.Select(design => new Machine<Bit, Num>(design)).SelectMany(machine => machine.Properties.Concat(machine.Ranges)).Where(invariant => judged.Contains(invariant.Name)).DistinctBy(invariant => invariant.Name)
            .Select(invariant => new SarifRule(invariant.Name, new(invariant.Sentence), new(invariant.Origin), invariant.Ids.Count == 0 ? null : new SarifTags(invariant.Ids)));
    }

    private static int PlaceOf(List<SarifRule> rules, string name) => rules.FindIndex(rule => rule.Id == name);

    private static SarifResult ResultOf(Verdict verdict, Design design, int rule)
    {
        var (file, line) = GithubAnnotations.PlaceOf(verdict.Design, verdict.Invariant);
        return new(
            verdict.Invariant, rule, verdict.IsExpected ? "note" : "error", new($"{Sentence(verdict, design)}\nReproduce: {VerdictText.Command(verdict)}"),
            [new(new(new(file), new(line)))], new($"{verdict.Design}/{verdict.Invariant}"));
    }

    // The story of a refutation begins with what is violated and when.
    private static string Sentence(Verdict verdict, Design design)
    {
        var violated = verdict.Counterexample is { } trace ? $"{VerdictText.FirstSentence(trace, design)}." : null;
        return string.Join(' ', new[] { violated, verdict.IsExpected ? $"Expected: {verdict.Reason}" : $"NOT EXPECTED: {GithubAnnotations.Says(verdict)}" }.OfType<string>());
    }

    private static SarifResult ResultOf(TheoremResult theorem, int rule) =>
        new(theorem.Theorem.Name, rule, "error", new($"NOT EXPECTED: {theorem}\nReproduce: verify arithmetic"), [], new($"arithmetic/{theorem.Theorem.Name}"));
}
