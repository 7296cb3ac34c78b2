using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Designs;

/// <summary>A design has a verdict on an invariant, or a reason why there is none; a property of the literature has an invariant, or a reason why not.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Invariants_that_do_not_apply
{
    private static IReadOnlyList<string> Known { get; } = [.. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).Select(property => property.Name).Distinct()];

    [Theory]
    [MemberData(nameof(AllDesigns))]
    public void Each_invariant_is_one_of_the_machine_or_is_said_not_to_apply_and_why(string name)
    {
        Machine<Bit, Num> machine = new(Catalogue.Find(name)!);

        Assert.Equal(Known.Order(), machine.Properties.Select(property => property.Name).Concat(machine.NotApplying.Select(one => one.Invariant)).Order());
        Assert.All(machine.NotApplying, one => Assert.NotEmpty(one.Reason));
    }

    [Fact]
    public void Only_where_hugepages_share_a_frame_it_is_asked_whether_that_stays_as_it_is() => Assert.Equal(
        Catalogue.All.Where(design => design.Layout.IsTailOfZone),
        Catalogue.All.Where(design => new Machine<Bit, Num>(design).Find("zone-tail-stays-as-published") is not null));

    [Fact]
    public void Asked_for_by_name_it_is_refused_with_the_reason()
    {
        var run = Invocation.Of("--design", "linux-5.18", "--invariant", "zone-tail-stays-as-published");

        Assert.Equal((2, "'zone-tail-stays-as-published' does not apply to linux-5.18: hugepages share no frame: the tails of each are mapped to one of its own."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public void Each_property_of_the_literature_is_covered_or_it_is_said_why_not()
    {
        var covered = Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).SelectMany(property => property.Ids).Distinct().ToList();

        Assert.Empty(covered.Intersect(NotJudged.Reasons.Keys));
        Assert.Equal(
            Enumerable.Range(1, 26).Select(number => $"S{number}").Concat("ABCDEFGHIJKLM".Select(letter => $"P{letter}")).Order(StringComparer.Ordinal),
            covered.Concat(NotJudged.Reasons.Keys).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> AllDesigns => [.. Catalogue.All.Select(design => design.Name)];
}
