using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;

namespace Vmemmap.Tests.Scenarios;

/// <summary>The run of the objection of 2020 (rfc-2020's telling run), in the list's v3: the flag stays on the head until the hugepage has its struct pages back, then it is delivered.</summary>
public sealed class The_answer_to_the_objection
{
    private static readonly Scenario ErrorInUse = Scenario.Of(ListV3.Design).In(ListV3.Design.SmallScope with { Pages = 4, Slots = 4, Frames = 4 })
        .Do("optimise").Repeat("remap-tail").Do("flush-remapped").Repeat("free-tail-frame").Do("set-optimised").Do("set-hugetlb-type").Do("put-new-hugepage").Do("enqueue").Do("dequeue").Do("instantiate")
        .Fails(page: 2, slot: 1).SeenAsHugetlb().Do("flag-head").Do("take-reference").Do("unmap-users").Do("put-failed-page").Do("failure-enqueues").Do("dissolve-unmapped-page");

    [Fact]
    public void Marks_no_other_page_while_the_tails_are_shared() => ErrorInUse.Holds("error-marks-no-other-page").Holds("no-store-through-shared-tail");

    [Fact]
    public void Marks_exactly_the_bad_page_when_the_hugepage_is_freed() =>
        Restored(ErrorInUse).Do("free-hugepage").Holds("error-marks-no-other-page").Do("clear-hugetlb-type").Repeat("free-struct-pages").Holds("dissolved-flags-exact");

    [Fact]
    public void Is_no_answer_to_a_second_error_in_the_meantime() =>
        Restored(ErrorInUse.Fails(page: 3, slot: 2).SeenAsHugetlb().Do("flag-head"))
            .Do("free-hugepage").Do("clear-hugetlb-type").Repeat("free-struct-pages").Violates("dissolved-flags-exact");

    private static Scenario Restored(Scenario removed) => removed
        .Do("alloc-tail-frame", frame: 2).Do("alloc-tail-frame", frame: 3).Do("restore")
        .Do("copy-tail-page").Do("map-tail-page").Do("copy-tail-page").Do("map-tail-page").Do("flush-restored");
}
