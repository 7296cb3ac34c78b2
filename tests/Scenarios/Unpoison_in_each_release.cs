using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Failure;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Tests.Scenarios.CaseMatrix;

namespace Vmemmap.Tests.Scenarios;

/// <summary>
/// PL, release by release: <c>unpoison_memory()</c> undoes exactly what was injected in none. That of 6.1.192 is a design of its own, proved and refuted as any; the others have one function, which is judged where nothing else is wrong (<c>corrected+unpoison</c>)
/// and executed here in what each release has around it.
/// </summary>
public sealed class Unpoison_in_each_release
{
    private static readonly IReadOnlyList<Design> All =
        [Linux61Unpoison.Design, .. new[] { Linux612.Design, Linux612118.Design, Linux72.Design, Linux73.Design }.Select(WithUnpoison)];

    public static TheoryData<string> Releases => [.. All.Select(design => design.Name)];

    [Theory]
    [MemberData(nameof(Releases))]
    public void Undoes_the_only_error_of_a_free_hugepage(string release) =>
        Unoptimised(release).WithErrorOfTheHead().TakenBack()
            .Expect("the page is healthy, and nothing says otherwise", s => !s.Bad[0, 0, 0] & !s.PgHwpoison[s.HeadFrame(0), 0] & !s.RawList[0, 0, 0])
            .Do("dequeue").Holds("poison-contained");

    [Theory]
    [MemberData(nameof(Releases))]
    public void Forgets_the_error_of_a_tail_with_that_of_the_head(string release) =>
        Unoptimised(release).WithErrorOf(page: 1, slot: 1).WithErrorOfTheHead().TakenBack()
            .Expect("the tail is bad, and nothing tells of it", s => s.Bad[0, 1, 1] & !s.PgHwpoison[s.HeadFrame(0), 0] & !s.RawList[0, 1, 1]).Violates("poison-recorded");

    [Theory]
    [MemberData(nameof(Releases))]
    public void Drops_the_reference_of_a_driver_whose_page_is_pinned(string release) =>
        Unoptimised(release).PinnedWithErrorOfTheHead().TakenBackInUse().Violates("unpoison-drops-its-own-reference");

    [Theory]
    [MemberData(nameof(Releases))]
    public void Walks_what_stands_where_the_list_was_when_the_hugepage_is_gone(string release) =>
        Unoptimised(release).WithErrorOfTheHead().SeenToBeFree()
            .Do("remove-from-pool").Restored().GivenToBuddy().Do("unpoison-takes-stray-list").Violates("raw-error-list-walked-alone");

    [Theory]
    [MemberData(nameof(Releases))]
    public void Clears_the_flag_of_the_head_for_that_of_a_page_of_a_hugepage_in_the_making(string release) =>
        FlaggedAsOrdinary(FlaggedAsOrdinary(Begun(release), slot: 0), slot: 1)
            .Do("unpoison", slot: 1, frame: 0).Do("unpoison-finds-compound")
            .Expect("the head's flag is gone, and that of the page is there", s => !s.PgHwpoison[s.HeadFrame(0), 0] & s.PgHwpoison[s.HeadFrame(0), 1] & s.Bad[0, 0, 0]).Violates("error-marks-no-other-page");

    // It has it from its first fault on, and loses it when it is isolated.
    [Fact]
    public void Refuses_in_6_1_a_hugepage_in_use_that_has_not_HPageMigratable() =>
        Unoptimised(Linux61Unpoison.Design.Name).Do("dequeue").Do("pin", page: 1, frame: 1).Do("give-back").Fails(page: 0, slot: 0).Do("record-raw-error").DoUntil("memory failure has returned", s => s.At(FailurePoints.Idle), "memory-failure-ends", "put-failed-page")
            .Do("unpoison").Do("unpoison-not-migratable").Expect("nothing has changed", s => s.Bad[0, 0, 0] & s.PgHwpoison[s.HeadFrame(0), 0] & s.RawList[0, 0, 0]);

    [Fact]
    public void Frees_in_6_1_the_entries_that_who_empties_the_pool_is_freeing() =>
        Unoptimised(Linux61Unpoison.Design.Name).WithErrorOfTheHead().SeenToBeFree()
            .Do("remove-from-pool").Do("find-list-reliable").Do("clear-head-flag").Do("unpoison-free-hugepage").Violates("raw-error-list-walked-alone");

    private static Scenario FlaggedAsOrdinary(Scenario untyped, int slot) => untyped.Fails(page: 0, slot).Do("failure-sees-ordinary").Do("flag-page", frame: 0);

    private static Scenario Unoptimised(string release) =>
        Begun(release).Go("it has its type, and all its frames", s => s.At(0, Points.Finishing) & s.Hugetlb[0] & !s.Optimised[0], "set-hugetlb-type", "leave-unoptimised").Pooled();

    private static Scenario Begun(string release)
    {
        var design = All.Single(one => one.Name == release);
        return Scenario.Of(design).In(design.SmallScope);
    }

    private static Design WithUnpoison(Design release) => release with
    {
        Name = $"{release.Name} with unpoison_memory()",
        Parts = [.. release.Parts, new Unpoison()],
        Refuted = Expectations.None,
        Tellings = [],
    };
}
