using System.Text.Encodings.Web;
using System.Text.Json;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Trust;

namespace Vmemmap.Verify.Output;

/// <summary>What was found as SARIF 2.1.0: an error for each verdict that is not as expected or not as committed and each theorem that is not proved, a note for each refutation that is.</summary>
internal static class SarifReport
{
    // Reasons are for people: quotes stay as they are. No page is made of it.
    private static readonly SarifJson Json = new(new JsonSerializerOptions(SarifJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The text of the file.</summary>
    public static string Of(Reported run)
    {
        var theorems = run.Theorems.Where(theorem => theorem.Verdict != TheoremVerdict.Proved).ToList();
        List<SarifRule> rules = [.. RulesOf(run), .. theorems.Select(theorem => new SarifRule(theorem.Name, new(theorem.Sentence), new(theorem.Origin), Properties: null))];
        SarifInvocation invocation = new(
            ExecutionSuccessful: true, run.IsExpected ? ExitCode.AsExpected : ExitCode.Unexpected, new(Provenance.Here.Commit, Provenance.Here.Sources, Provenance.Here.Machine, run.Summary));
        SarifLog log = new([new(new(new("verify", Version, rules)), [invocation],
        [
            .. run.Verdicts.Where(verdict => verdict.Says is not null || verdict.Change is not null).Select(verdict => ResultOf(verdict, PlaceOf(rules, verdict.Invariant))),
            .. theorems.Select(theorem => ResultOf(theorem, PlaceOf(rules, theorem.Name))),
        ], PartOf(run))]);
        return JsonSerializer.Serialize(log, Json.SarifLog) + "\n";
    }

    // A part of the results must not pass for all of them, and not take the place of another part.
    private static SarifAutomation? PartOf(Reported run) => run.Part is not { } part ? null
        : new($"verify/part-{part.Number}-of-{part.Count}/", new($"Part {part} of the work, not all of it: 'verify merge --sarif FILE' makes one log of all."));

    private static string Version => typeof(SarifReport).Assembly.GetName().Version!.ToString(fieldCount: 3);

    // What was judged, in the order of the table. What is said of the ranges of tables is among the verdicts where it is violated only.
    private static IEnumerable<SarifRule> RulesOf(Reported run)
    {
        var judged = run.Verdicts.Select(verdict => verdict.Invariant).ToHashSet();
        return run.Designs.Select(design => new Machine<Bit, Num>(design)).SelectMany(machine => machine.Properties.Concat(machine.Ranges)).Where(invariant => judged.Contains(invariant.Name)).DistinctBy(invariant => invariant.Name)
            .Select(invariant => new SarifRule(invariant.Name, new(invariant.Sentence), new(invariant.Origin), invariant.Ids.Count == 0 ? null : new SarifTags(invariant.Ids)));
    }

    private static int PlaceOf(List<SarifRule> rules, string name) => rules.FindIndex(rule => rule.Id == name);

    private static SarifResult ResultOf(ReportedVerdict verdict, int rule)
    {
        var (file, line) = GithubAnnotations.PlaceOf(verdict.Design, verdict.Invariant);
        return new(
            verdict.Invariant, rule, verdict is { IsExpected: true, Change: null } ? "note" : "error", new($"{string.Join(' ', new[] { verdict.Change, verdict.Says }.OfType<string>())}\nReproduce: {VerdictText.Command(verdict.Design, verdict.Invariant)}"),
            [new(new(new(file), new(line)))], new($"{verdict.Design}/{verdict.Invariant}"));
    }

    private static SarifResult ResultOf(ReportedTheorem theorem, int rule) =>
        new(theorem.Name, rule, "error", new($"NOT EXPECTED: {theorem.Told}\nReproduce: verify arithmetic"), [], new($"arithmetic/{theorem.Name}"));
}
