using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Verify.Show;

namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify diff</c>: what changed from one design to another.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class What_differs_between_designs
{
    public static TheoryData<string, string> Neighbours
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (var (from, to) in Catalogue.All.Zip(Catalogue.All.Skip(1)))
            {
                pairs.Add(from.Name, to.Name);
            }
            return pairs;
        }
    }

    [Fact]
    public void From_one_release_to_another_each_function_that_changed_is_a_line_and_verdicts_and_steps_follow()
    {
        var lines = Lines("linux-6.14", "linux-6.17");

        Assert.Equal(
            [
                $"linux-6.14 -> linux-6.17: {Linux617.Design.Title}",
                "~ StablePageFlagsOfFolio -> StablePageFlagsOfSnapshot: snapshot_page() ...",
                "proved in linux-6.14 only: kpageflags-tells-head-and-tails (9)",
                "(n): refuted, the shortest counterexample has n steps. So the designs expect; 'verify --design linux-6.14 --design linux-6.17' proves it.",
            ],
            lines);
    }

    [Fact]
    public void In_full_it_says_what_each_part_was_read_in_and_how_a_counterexample_ends()
    {
        var lines = Lines("linux-6.14", "linux-6.17", "--full");

        Assert.Equal("~ StablePageFlagsOfFolio -> StablePageFlagsOfSnapshot: snapshot_page(), stable_page_flags(), read in as merged in v6.17, mm/util.c, fs/proc/page.c (patch \"mm/util: introduce snapshot_page()\", third version); the same test in 7.2.13 and 7.3.4", lines[1]);
        Assert.Equal("proved in linux-6.14 only: kpageflags-tells-head-and-tails (9, leave-optimised)", lines[2]);
    }

    [Fact]
    public void What_7_3_changed_is_told_in_ten_lines_of_a_terminal()
    {
        var run = Invocation.At(80, CancellationToken.None, "diff", "linux-7.2", "linux-7.3");

        Assert.InRange(run.Lines.Count, 5, 10);
    }

    [Fact]
    public void What_is_new_what_is_gone_and_what_ends_otherwise_is_told()
    {
        var lines = Lines("linux-6.17", "linux-7.2", "--full");

        Assert.Contains(lines, line => line.StartsWith("+ VmemmapGetTail: vmemmap_get_tail(), read in 7.2.13, mm/hugetlb_vmemmap.c", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("- OptimiseBatch: hugetlb_vmemmap_optimize_folios(): synchronize_rcu(), ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("~ RestorePte, Resets true -> false: vmemmap_restore_pte(), ", StringComparison.Ordinal));
        Assert.Contains("new steps: find-no-zone-tail, make-zone-tail, no-zone-tail, install-zone-tail, free-own-tail, free-without-move", lines);
        Assert.Contains(lines, line => line.StartsWith("steps gone: ", StringComparison.Ordinal) && line.Contains("read-next-page", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("proved in linux-7.2 only: tail-resolves-to-head (6, ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("refuted in another way: no-store-through-shared-tail (8, flag-page -> 13, flag-page), ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("changed steps: ", StringComparison.Ordinal) && line.Contains("remap-tail", StringComparison.Ordinal));
    }

    [Fact]
    public void How_a_step_differs_is_told_in_full()
    {
        var lines = Lines("linux-7.1", "linux-7.3", "--full");

        Assert.Contains("  begin-hugetlb (function): hugetlb_init(): gather_bootmem_prealloc() -> page_alloc_init_late(): hugetlb_bootmem_struct_page_init(): padata_do_multithreaded()", lines);
        Assert.All(lines.Single(line => line.StartsWith("changed steps: ", StringComparison.Ordinal)).Split(": ")[1].Split(", "), step => Assert.Contains(lines, line => line.StartsWith("  ", StringComparison.Ordinal) && line.Split(" (")[0].Trim().Split(", ").Contains(step)));
    }

    [Fact]
    public void A_part_is_called_as_its_release_calls_it()
    {
        Assert.Contains("~ RemapWithNewHead, NeedsFrame false -> true: __hugetlb_vmemmap_optimize_folio() ...", Lines("linux-6.12", "linux-6.12.118"));
        Assert.Contains("~ RemapWithNewHead, NeedsFrame true -> false: __hugetlb_vmemmap_optimize_folio() ...", Lines("linux-6.12.118", "linux-6.12"));
        Assert.Contains(Lines("linux-6.6", "linux-6.7", "--full"), line => line.StartsWith("~ RemapWithNewHead, FlagFirst false -> true: hugetlb_vmemmap_optimize(): vmemmap_remap_free(), read in ", StringComparison.Ordinal));
        var line = Lines_for_machines.Lines("diff linux-6.6 linux-6.12").Single(line => (string?)line["part"] == "RemapWithNewHead");
        Assert.Equal(("hugetlb_vmemmap_optimize(): vmemmap_remap_free()", "__hugetlb_vmemmap_optimize_folio(): vmemmap_remap_free()"), ((string)line["before"]!["function"]!, (string)line["after"]!["function"]!));
    }

    [Fact]
    public void What_comes_to_several_steps_is_told_once_and_of_an_effect_only_what_changed()
    {
        var lines = Lines("linux-7.2", "linux-7.3", "--full");

        Assert.Single(lines, line => line.EndsWith(" (if): now: the memory is not set aside by the boot code", StringComparison.Ordinal) && line.StartsWith("  enqueue, give-back, pin, unpin, ", StringComparison.Ordinal));
        Assert.Contains(Lines("linux-6.7", "linux-6.12", "--full"), line => line == "  restore-again (then): the hugepage goes to 'restore: allocating' -> the hugepage goes to 'restore: waiting for readers'");
        Assert.DoesNotContain(Lines("linux-6.12", "linux-6.12.118", "--full").Where(line => line.Contains("record-raw-error", StringComparison.Ordinal) && line.Contains("(then)", StringComparison.Ordinal)), line => line.Contains("HPageMigratable", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_whose_functions_only_have_other_names_is_no_change()
    {
        var before = StepChange.StepsOf(Linux67.Design);

        Assert.NotEqual(before["alloc-surplus"].Step.Function, new Machine<Bit, Num>(Linux612.Design).Steps.Single(step => step.Name == "alloc-surplus").Function);
        Assert.Empty(StepChange.Of(before["alloc-surplus"], StepChange.StepsOf(Linux612.Design)["alloc-surplus"]).Differences);
    }

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void Every_verdict_that_differs_is_told_and_the_way_back_is_the_other_way_round(string from, string to)
    {
        var (there, back) = (Lines(from, to, "--full"), Lines(to, from, "--full"));
        var (before, after) = (RefutedIn(from, to), RefutedIn(to, from));

        Assert.Equal(before.Except(after).Order(), Named(there, $"proved in {to} only: ").Order());
        Assert.Equal(after.Except(before).Order(), Named(there, $"proved in {from} only: ").Order());
        Assert.Equal(Named(there, "refuted in another way: "), Named(back, "refuted in another way: "));
        Assert.Equal(Named(there, "new steps: ").Order(), Named(back, "steps gone: ").Order());
        Assert.Equal(there.Count(line => line[0] == '+'), back.Count(line => line[0] == '-'));
        Assert.True(there.Any(line => line[0] is '+' or '-' or '~'), $"{from} and {to} have the same parts.");

        // Of what both are judged by.
        static HashSet<string> RefutedIn(string name, string other) => [.. Catalogue.Find(name)!.Refuted.Select(refuted => refuted.Invariant).Where(invariant => new Machine<Bit, Num>(Catalogue.Find(other)!).Find(invariant) is not null)];
    }

    [Fact]
    public void A_design_does_not_differ_from_itself() => Assert.Equal("They do not differ in layout, parts, steps or verdicts.", Lines("linux-7.2", "linux-7.2")[^1]);

    private static IEnumerable<string> Named(IReadOnlyList<string> lines, string word) =>
        lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).SelectMany(line => line[word.Length..].Split("), ")).SelectMany(name => name.Contains('(', StringComparison.Ordinal) ? [name.Split(' ')[0]] : name.Split(", "));

    // Each in one line, however long.
    private static IReadOnlyList<string> Lines(params string[] arguments)
    {
        var run = Invocation.At(10_000, CancellationToken.None, ["diff", .. arguments]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Lines;
    }
}
