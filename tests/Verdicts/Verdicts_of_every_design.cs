using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Tests.Exploration;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;
using Xunit.Abstractions;

namespace Vmemmap.Tests.Verdicts;

/// <summary>
/// The gate: each invariant of each design is proved for every size and interleaving, or refuted by the shortest run, replayed, of the length and by the step that the design says, and proved with the corrections
/// that it names. The message of a verdict that is not so is its story, or the place where the proof breaks.
/// </summary>
public sealed class Verdicts_of_every_design(ITestOutputHelper output)
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    public static TheoryData<string, string> Invariants => Shortest_counterexamples.CasesOf(from design in Catalogue.All from invariant in NamesIn(design) select (design.Name, invariant));

    [Theory]
    [MemberData(nameof(Invariants))]
    public void Are_those_that_it_expects_and_what_is_refuted_holds_with_its_corrections(string design, string invariant) =>
        Expect(Judged.Of(design).Single(verdict => verdict.Invariant == invariant));

    // A verdict of another name is on a table with a value that it does not declare.
    [Theory]
    [MemberData(nameof(Designs))]
    public void Say_of_no_value_that_it_leaves_its_range(string design) =>
        Assert.Equal(NamesIn(Catalogue.Find(design)!), Judged.Of(design).Select(verdict => verdict.Invariant));

    // A lemma that no invariant needs takes none down with it.
    [Theory]
    [MemberData(nameof(Designs))]
    public void Rest_on_lemmas_that_are_all_proved(string design) =>
        Assert.Empty(Judged.Of(design).SelectMany(verdict => verdict.Broken).Distinct().Select(ObstacleReport.Where));

    [Theory]
    [MemberData(nameof(Designs))]
    public void Tell_each_run_that_a_mail_or_commit_is_about_and_prove_a_remedy_of_each_refutation(string design)
    {
        var refuted = Catalogue.Find(design)!.Refuted;

        Assert.All(Judged.Of(design), verdict => Assert.Equal(refuted.Of(verdict.Invariant)?.Remedy, verdict.Remedy?.Corrections.Select(correction => correction.Name)));
        Assert.Equal(
            Catalogue.Find(design)!.Tellings.Select(telling => telling.Invariant).Order(StringComparer.Ordinal),
            Judged.Of(design).Where(verdict => verdict.Telling is not null).Select(verdict => verdict.Invariant).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesIn(Design design) => new Machine<Bit, Num>(design).Properties.Select(property => property.Name);

    private void Expect(Verdict verdict)
    {
        var text = VerdictText.Of(verdict, Catalogue.Find(verdict.Design)!);
        output.WriteLine(text);
        Assert.True(verdict.IsExpected, text);
    }
}
