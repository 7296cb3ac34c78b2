using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Tests.Designs;

/// <summary>The text of one verdict says what was expected, and shows why the verdict is what it is.</summary>
[Trait("Category", "Fast")]
public sealed class One_verdict_in_words
{
    private const string Invariant = "lookup-across-remaps-finds-head";

    private static readonly Design Design = Linux612.Design;
    private static readonly Expectation Known = Design.Refuted.Of(Invariant)!;
    private static readonly Lazy<Trace> Found = new(() => Widening.Find(Design, bug: null, new HashSet<string> { Invariant }).Found[Invariant]);

    [Fact]
    public void What_is_proved_as_expected_takes_one_line() =>
        Assert.Equal($"linux-6.12 {Invariant}: proved\n", Text(Ruling.Proved, expectation: null));

    [Fact]
    public void What_is_proved_though_it_is_said_to_be_refuted_says_why_it_was_said() =>
        Assert.Equal($"linux-6.12 {Invariant}: proved, NOT EXPECTED\nExpected to be refuted: No more.\n", Text(Ruling.Proved, new(Invariant, "No more.")));

    [Fact]
    public void A_known_refutation_has_its_story_and_its_reason()
    {
        var text = Text(Ruling.Refuted, new Expectation(Invariant, "As known.").After(Known.Steps!.Value, Known.LastStep!));

        Assert.StartsWith($"linux-6.12 {Invariant}: refuted, {Known.Steps} steps, {Known.LastStep}\n", text, StringComparison.Ordinal);
        Assert.Contains("[read-pg-head]", text, StringComparison.Ordinal);
        Assert.Contains("Expected: As known.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refutation_by_another_run_says_both_as_the_file_of_a_design_does()
    {
        var text = Text(Ruling.Refuted, Known.After(Known.Steps!.Value + 1, "flag-page"));

        Assert.Contains("NOT EXPECTED\nAs the design would say it: expected After(7, \"flag-page\"), found After(6, \"read-pg-head\")", text, StringComparison.Ordinal);
        Assert.Contains("[read-pg-head]", text, StringComparison.Ordinal);
    }

    private static string Text(Ruling ruling, Expectation? expectation) => VerdictText.Of(
        new(Design.Name, Invariant, ["S1"], ruling, expectation, Obligations: 1, Seconds: 0, ruling == Ruling.Refuted ? Found.Value : null) { Source = Design.Source }, Design);
}
