using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.Designs;

/// <summary>The steps of a release name its functions, not those of the release that a part was read in first.</summary>
[Trait("Category", "Fast")]
public sealed partial class Functions_of_newer_releases
{
    private const int Patience = 5000;

    public static TheoryData<string> Newer => ["linux-6.12", "linux-6.12.118", "linux-6.14", "linux-6.15", "linux-6.17", "linux-7.1", "linux-7.2", "linux-7.3", "corrected"];

    [Theory]
    [MemberData(nameof(Newer))]
    public void None_is_one_that_the_release_has_not(string name)
    {
        var design = Catalogue.Find(name)!;
        // What stands in the words of old releases and never in those of new ones is gone; put_page() is there still, and who calls it for a hugepage is not.
        var gone = FunctionNames.Folios.Keys.SelectMany(Called).Except(FunctionNames.Folios.Values.SelectMany(Called)).Except(["put_page"]).ToHashSet();

        Assert.True(gone.Count > 20, "hardly a function is gone");
        Assert.DoesNotContain(new Machine<Bit, Num>(design).Steps.SelectMany(step => Called(step.Function)), gone.Contains);
        Assert.DoesNotContain(new DesignPage(design).Parts.SelectMany(part => Called(part.Function)), gone.Contains);
    }

    [Fact]
    public void Each_that_has_another_name_is_that_of_a_step_or_a_part()
    {
        var used = Catalogue.All.SelectMany(design => new DesignPage(design).Parts).SelectMany(part => part.Steps.Select(step => step.Function).Append(part.Function)).ToHashSet();

        Assert.All(Catalogue.All.SelectMany(design => design.Functions.Values).Distinct(), words => Assert.Contains(words, used));
    }

    // Each as mm/hugetlb.c and include/linux/page_ref.h of the release have it.
    [Theory]
    [InlineData("linux-6.1", "alloc-surplus", "alloc_huge_page(): alloc_surplus_huge_page()")]
    [InlineData("linux-6.12", "alloc-surplus", "alloc_hugetlb_folio(): alloc_surplus_hugetlb_folio()")]
    [InlineData("linux-6.12", "copy-head-page", "vmemmap_remap_free(): copy_page()")]
    [InlineData("linux-6.12.118", "copy-head-page", "__hugetlb_vmemmap_optimize_folio(): copy_page()")]
    [InlineData("linux-6.12.118", "isolate", "isolate_hugetlb(): folio_clear_hugetlb_migratable()")]
    [InlineData("linux-7.1", "isolate", "folio_isolate_hugetlb(): folio_clear_hugetlb_migratable()")]
    [InlineData("linux-7.1", "walker-adds", "page_ref_add_unless(): atomic_add_unless(): atomic_try_cmpxchg()")]
    [InlineData("linux-7.3", "walker-adds", "page_ref_add_unless_zero(): atomic_add_unless(): atomic_try_cmpxchg()")]
    [InlineData("linux-7.3", "alloc-surplus", "alloc_hugetlb_folio(): alloc_surplus_hugetlb_folio()")]
    public void A_step_is_called_as_its_release_calls_it(string design, string step, string function) =>
        Assert.Equal(function, new Machine<Bit, Num>(Catalogue.Find(design)!).Steps.Single(one => one.Name == step).Function);

    private static IEnumerable<string> Called(string words) => Function().Matches(words).Select(match => match.Value);

    [GeneratedRegex(@"\w+(?=\()", RegexOptions.None, Patience)]
    private static partial Regex Function();
}
