using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Designs;

/// <summary>Not only that an invariant breaks, but what makes it hold, and no more than that. That it holds with it is part of the verdict.</summary>
public sealed class Each_refutation_has_a_remedy
{
    private static IEnumerable<(Design Design, Expectation Refuted)> All => Catalogue.All.SelectMany(design => design.Refuted.Select(refuted => (design, refuted)));

    // What is left without one correction; where it is the only one, that is the design itself, whose refutation is looked for elsewhere.
    private static IEnumerable<(string Design, string Invariant, string Without)> Lacking =>
        All.Where(one => one.Refuted.Remedy.Count > 1).SelectMany(one => one.Refuted.Remedy.Select(without => (one.Design.Name, one.Refuted.Invariant, without)));

    public static TheoryData<string, string, string> BriefLacking => Rows([
        ("linux-5.18", "no-store-through-shared-tail", "lookup-asks-next-page"), ("linux-5.14", "error-marks-no-other-page", "scan-for-flags"), ("linux-6.2", "poison-recorded", "head-stays")]);

    public static TheoryData<string, string, string> AllLacking => Rows(Lacking);

    [Fact]
    public void Every_one_names_corrections_that_change_something_in_its_design() => Assert.All(All, one =>
    {
        Assert.NotEmpty(one.Refuted.Remedy);
        Assert.Equal(Corrections.All.Select(correction => correction.Name).Where(one.Refuted.Remedy.Contains), one.Refuted.Remedy);
        _ = new Machine<Bit, Num>(Corrections.In(one.Design, one.Refuted));
    });

    [Fact]
    public void Corrections_have_names_of_their_own_and_each_is_needed_somewhere()
    {
        Assert.Equal(Corrections.All.Count, Corrections.All.Select(correction => correction.Name).Distinct().Count());
        Assert.Empty(Corrections.All.Select(correction => correction.Name).Except(All.SelectMany(one => one.Refuted.Remedy)));
    }

    [Theory]
    [MemberData(nameof(BriefLacking))]
    public void Without_any_of_its_corrections_the_invariant_is_refuted(string designName, string invariant, string without) => MustBeRefuted(designName, invariant, without);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(AllLacking))]
    public void So_it_is_without_any_other(string designName, string invariant, string without) => MustBeRefuted(designName, invariant, without);

    [Fact]
    public void A_correction_that_changes_nothing_in_a_design_is_an_error() => Assert.StartsWith(
        "The correction 'freed-flag-asked' changes nothing in linux-5.18: its parts are AllocFreshHugePage, ",
        Assert.Throws<DesignException>(() => Corrections.FreedFlagAsked.In(Linux518.Design)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_correction_that_there_is_not_is_an_error() => Assert.StartsWith(
        "There is no correction 'grace-periods': the names are freed-flag-asked, ",
        Assert.Throws<DesignException>(() => new Machine<Bit, Num>(Linux518.Design with { Refuted = new("linux-5.18", Linux518.Design.Refuted[0].HoldsWith("grace-periods")) })).Message, StringComparison.Ordinal);

    private static void MustBeRefuted(string designName, string invariant, string without)
    {
        var (design, refuted) = (Catalogue.Find(designName)!, Catalogue.Find(designName)!.Refuted.Of(invariant)!);
        // What is about the correction that is left out may have nothing to change then.
        var lacking = refuted.Remedy.Where(name => name != without).Aggregate(design, (changed, name) => Corrections.Of(name).Of(changed)) with { Name = $"{design} without {without}", Refuted = Expectations.None, Tellings = [] };

        Assert.NotNull(Found(lacking, refuted));
    }

    // Where the design itself shows it only without some steps, so does the corrected one.
    internal static Trace? Found(Design design, Expectation refuted)
    {
        if (refuted.Without.Count > 0)
        {
            Instance instance = new(design, design.ScopeOf(refuted));
            var steps = instance.Machine.Steps.Select(step => step.Name).ToHashSet();
            Explorer explorer = new(
                instance, Bounds.Default with { Errors = refuted.Errors, Without = [.. refuted.Without.Where(steps.Contains)] }, [instance.Machine.Properties.Single(property => property.Name == refuted.Invariant)], new() { States = 1_000_000 });
            if (explorer.Run(new HashSet<string> { refuted.Invariant }).Violations.GetValueOrDefault(refuted.Invariant) is { } trace)
            {
                return trace;
            }
        }
        return Widening.Find(design, bug: null, new HashSet<string> { refuted.Invariant }).Found.GetValueOrDefault(refuted.Invariant);
    }

    private static TheoryData<string, string, string> Rows(IEnumerable<(string, string, string)> rows)
    {
        TheoryData<string, string, string> data = [];
        foreach (var (design, invariant, without) in rows)
        {
            data.Add(design, invariant, without);
        }
        return data;
    }
}
