using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Kernel.Lookup;
using Vmemmap.Model.Kernel.Vmemmap;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;

namespace Vmemmap.Tests.Designs;

/// <summary>A seeded bug that matches nothing is an error: else an engine that finds no bug would seem to be at fault, or none would be missed.</summary>
public sealed class Bugs_that_change_nothing
{
    [Fact]
    public void A_test_left_out_that_the_step_has_not() => Assert.Equal(
        "The bug 'slip' changes nothing in linux-5.18: its step 'flush-restored' does not test that every entry is chnaged; it tests that every entry is changed.",
        ComplaintOf(new DropTest("flush-restored", "every entry is chnaged")));

    [Fact]
    public void A_test_left_out_of_a_step_without_tests() => Assert.Equal(
        "The bug 'slip' changes nothing in linux-5.18: its step 'optimise' does not test that the list is empty; it tests nothing.",
        ComplaintOf(new DropTest("optimise", "the list is empty")));

    // It stands in the guard, but whoever uses a struct page uses a translation.
    [Fact]
    public void A_translation_is_no_test_that_could_be_left_out() => Assert.EndsWith(
        "its step 'pin' does not test that a CPU may hold this translation; it tests that the user has the page mapped; a pin is left.",
        ComplaintOf(new DropTest("pin", "a CPU may hold this translation")), StringComparison.Ordinal);

    [Fact]
    public void Where_the_code_is_is_no_test_that_could_be_left_out() => Assert.EndsWith(
        "its step 'flush-restored' does not test that stage is 'restoring'; it tests that every entry is changed.",
        ComplaintOf(new DropTest("flush-restored", "stage is 'restoring'")), StringComparison.Ordinal);

    [Fact]
    public void A_test_left_out_of_a_step_that_there_is_not() => Assert.StartsWith(
        "The bug 'slip' changes nothing in linux-5.18: it has no step 'flush'; its steps are alloc-hugepage, ",
        ComplaintOf(new DropTest("flush", "the list is empty")), StringComparison.Ordinal);

    [Fact]
    public void A_store_left_out_that_the_step_does_not_make() => Assert.Equal(
        "The bug 'slip' changes nothing in linux-5.18: its step 'flush-restored' does not write 'pte'; it writes stale, stage, walk_end, list_taken, list_length, vmemmap_optimized.",
        ComplaintOf(new DropWrite("flush-restored", "pte")));

    [Fact]
    public void A_store_left_out_of_a_step_that_there_is_not() => Assert.StartsWith(
        "The bug 'slip' changes nothing in linux-5.18: it has no step 'move-raw-error'; its steps are alloc-hugepage, ",
        ComplaintOf(new DropWrite("move-raw-error", "PG_hwpoison")), StringComparison.Ordinal);

    [Fact]
    public void A_part_replaced_that_the_design_has_not() => Assert.StartsWith(
        "The bug 'slip' changes nothing in linux-5.18: of its parts none is a PointerLookup that the change is about; there are AllocFreshHugePage, ",
        ComplaintOf(new Replace<PointerLookup>(part => part)), StringComparison.Ordinal);

    [Fact]
    public void A_part_replaced_in_which_there_is_nothing_to_change() => Assert.StartsWith(
        "The bug 'slip' changes nothing in linux-5.18: of its parts none is a RestorePte that the change is about; there are AllocFreshHugePage, ",
        ComplaintOf(new Replace<RestorePte>(part => part.Resets ? null : part with { Resets = true })), StringComparison.Ordinal);

    [Fact]
    public void A_layout_changed_into_itself() => Assert.StartsWith(
        "The bug 'slip' changes nothing in linux-5.18: its layout is Layout { KeptPages = 1, TailsWritable = False",
        ComplaintOf(new Relayout(layout => layout with { TailsWritable = false })), StringComparison.Ordinal);

    [Fact]
    public void A_bug_of_which_one_change_of_several_matches_nothing() => Assert.Contains(
        "does not write 'pte'",
        ComplaintOf(new DropWrite("flush-restored", "stale"), new DropWrite("flush-restored", "pte")), StringComparison.Ordinal);

    public static TheoryData<string> Bugs => [.. SeededBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_seeded_bug_is_complained_of_in_one_sentence_exactly_where_it_does_not_apply(string name)
    {
        var bug = SeededBugs.Find(name)!;

        Assert.All(Catalogue.All, design =>
        {
            var complaint = Record.Exception(() => new Machine<Bit, Num>(design, bug));
            Assert.Equal(bug.AppliesTo(design), complaint is null);
            Assert.True(complaint is null or DesignException, $"{complaint}");
            Assert.StartsWith($"The bug '{name}' changes nothing in {design.Name}: ", complaint?.Message ?? $"The bug '{name}' changes nothing in {design.Name}: ", StringComparison.Ordinal);
        });
    }

    private static string ComplaintOf(params IReadOnlyList<Mutation> changes)
    {
        Bug bug = new("slip", "A slip.", "tail-resolves-to-head", changes);

        var message = Assert.Throws<DesignException>(() => new Machine<Bit, Num>(Linux518.Design, bug)).Message;

        Assert.False(bug.AppliesTo(Linux518.Design));
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        return message;
    }
}
