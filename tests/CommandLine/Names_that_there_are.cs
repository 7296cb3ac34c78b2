using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;

namespace Vmemmap.Tests.CommandLine;

/// <summary><c>verify list</c> and <c>verify explain</c>: every name is listed, and something is said of each.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Names_that_there_are
{
    public static TheoryData<string, string[]> Lists => new()
    {
        { "designs", [.. Catalogue.All.Select(design => design.Name)] },
        { "parts", [.. Catalogue.All.SelectMany(design => design.Parts).Select(part => part.GetType().Name).Distinct()] },
        { "steps", [.. Catalogue.All.SelectMany(StepsOf).Distinct()] },
        { "invariants", [.. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).Select(property => property.Name).Distinct()] },
        { "bugs", [.. SeededBugs.All.Select(bug => bug.Name)] },
        { "claims", [.. Claims.All.Select(claim => claim.Number)] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_has_a_row_for_each_and_the_summary_counts_them(string kind, string[] names)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), Keys(Output("list", kind)).Order(StringComparer.Ordinal));
        Assert.Matches($@"(?m)^ *{names.Length} {kind} +verify list {kind}$", Output("list"));
    }

    [Fact]
    public void Of_one_design_only_its_own_steps_are_listed() => Assert.Equal(StepsOf(Linux72.Design).Order(), Keys(Output("list", "steps", "--design", "linux-7.2")).Order());

    [Fact]
    public void A_step_is_listed_with_the_designs_that_have_it() => Assert.Matches(@"\| make-zone-tail +\| vmemmap_get_tail\(\)[^|]*\| linux-7\.1 to linux-7\.3, dax-next to corrected\+unchecked +\|", Output("list", "steps"));

    // One row of each list: the others are made alike.
    [Theory]
    [InlineData("linux-7.2", "a design;")]
    [InlineData("RestorePte", "a part; vmemmap_restore_pte()")]
    [InlineData("make-zone-tail", "a step; vmemmap_get_tail()")]
    [InlineData("shared-tails-read-only", "an invariant; covers S7, S8")]
    [InlineData("free-before-flush", "a seeded bug; violates freed-frame-unreachable")]
    [InlineData("flush-before-key", "a correction")]
    [InlineData("M09", "a claim of the literature; not judged")]
    public void What_a_name_stands_for_is_said_first(string name, string says) => Assert.StartsWith($"{name}: {says}", Output("explain", name), StringComparison.Ordinal);

    public static TheoryData<string> Invariants => [.. Catalogue.All.SelectMany(design => new Machine<Bit, Num>(design).Properties).Select(property => property.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Invariants))]
    public void An_invariant_is_told_with_its_sentence_its_formula_in_words_and_what_each_design_expects(string name)
    {
        var (design, property) = Catalogue.All.Reverse().Select(one => (one, new Machine<Bit, Num>(one).Find(name)!)).First(one => one.Item2 is not null);
        var text = Invocation.At(10_000, CancellationToken.None, "explain", name, "--design", design.Name).Output;

        Assert.Matches($@"\n  says +{Regex.Escape(property.Sentence)}\n  from +{Regex.Escape(property.Origin)}\n", text);

        // What the pool counts is of nothing in it.
        Assert.Matches(property.Indices is [] ? @"\n  from +\S" : $@"\n  in {Regex.Escape(design.Name)}, for +every (hugepage|frame|VP|slot)", text);
        Assert.Matches(@"\n  then +\S", text);
        Assert.DoesNotMatch(@"\{|\}|''", text);
        Assert.All(Catalogue.All.Where(other => other.Refuted.Of(name) is not null), violating => Assert.Matches($@"(?m)^ +(refuted in +)?{Regex.Escape(violating.Name)}, {violating.Refuted.Of(name)!.Steps} steps?, by {violating.Refuted.Of(name)!.LastStep}; ", text));
    }

    [Fact]
    public void Findings_stand_in_one_table_whose_rows_say_all_of_them()
    {
        var lines = Invocation.At(80, CancellationToken.None, "list", "findings").Lines;

        Assert.Single(lines, line => line.StartsWith("| finding", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(Output("list", "findings").Split('\n'), line => line.StartsWith("| unpoison-forgets-other-errors ", StringComparison.Ordinal) && line.Contains("Open in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_of_the_literature_lists_the_invariants_that_cover_it()
    {
        var lines = Invocation.Of("explain", "s17").Lines;

        Assert.Equal("S17: a property of the literature, covered by 4 invariants", lines[0]);
        Assert.Equal(["error-marks-no-other-page", "poison-recorded", "dissolved-flags-exact", "leak-only-if-unreliable"], lines.Skip(1).Where(line => line[2] != ' ').Select(line => line.Trim().Split(' ')[0]));
    }

    [Fact]
    public void A_kernel_function_is_a_name_of_its_parts()
    {
        var text = Output("explain", "hugetlb_vmemmap_optimize()");

        Assert.Contains("RemapWithNewHead: a part; __hugetlb_vmemmap_optimize_folio(): vmemmap_remap_free()\n", text, StringComparison.Ordinal);
        Assert.Contains("linux-7.3: FlagFirst true, NeedsFrame true, read in ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "alloc_surplus_hugetlb_folio(), free_huge_folio(): remove_hugetlb_folio()")]
    [InlineData(" --design linux-6.1", "alloc_surplus_huge_page(), free_huge_page(): remove_hugetlb_page()")]
    public void A_part_is_called_as_the_newest_kernel_or_the_one_asked_for_calls_it_and_what_it_is_called_elsewhere_is_said(string asked, string function)
    {
        var text = Invocation.At(1000, CancellationToken.None, $"explain Surplus{asked}".Split(' ')).Output;

        Assert.StartsWith($"Surplus: a part; {function}\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  called +alloc_surplus_huge_page\(\), free_huge_page\(\): remove_hugetlb_page\(\); in rfc-2020 to linux-6\.7\+s390, corrected-5\.18\n +alloc_surplus_hugetlb_folio\(\), .*; in linux-6\.12 to linux-7\.3, ", text);
        Assert.DoesNotContain("called", Output("explain", "VmemmapGetTail"), StringComparison.Ordinal);
        Assert.Matches(@"\| Surplus +\| alloc_surplus_huge_page\(\), ", Invocation.At(1000, CancellationToken.None, "list", "parts", "--design", "linux-6.1").Output);
    }

    [Theory]
    [InlineData("alloc_surplus_hugetlb_folio", "3 steps", "alloc_hugetlb_folio(): alloc_surplus_hugetlb_folio(); in linux-6.12 to linux-7.3")]
    [InlineData("alloc_surplus_huge_page()", "one step", "alloc_huge_page(): alloc_surplus_huge_page(); in rfc-2020 to linux-6.7+s390, corrected-5.18")]
    public void A_kernel_function_is_a_name_of_the_steps_in_which_a_release_calls_it_so(string function, string steps, string says)
    {
        var text = Invocation.At(1000, CancellationToken.None, "explain", function).Output;

        Assert.StartsWith($"{function.TrimEnd('(', ')')}(): a kernel function; in {steps}\n", text, StringComparison.Ordinal);
        Assert.Matches($"(?m)^  alloc-surplus +{Regex.Escape(says)}", text);
    }

    [Fact]
    public void A_step_is_told_as_in_the_newest_kernel_that_has_it_and_which_that_is()
    {
        var text = Invocation.At(1000, CancellationToken.None, "explain", "alloc-surplus").Output;

        Assert.StartsWith("alloc-surplus: a step; alloc_hugetlb_folio(): alloc_surplus_hugetlb_folio()\n", text, StringComparison.Ordinal);
        Assert.Contains("here as in linux-7.3, the newest; '--design' and a name: as in another\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  called +alloc_huge_page\(\): alloc_surplus_huge_page\(\); in rfc-2020 to linux-6\.7\+s390, corrected-5\.18\n", text);
        Assert.Contains("here as in linux-5.18\n", Invocation.At(1000, CancellationToken.None, "explain", "alloc-surplus", "--design", "linux-5.18").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shwo linux-7.2", "(did you mean 'show'?)")]
    [InlineData("--desing linux-7.2", "(did you mean '--design'?)")]
    [InlineData("explore --desing linux-7.2", "(did you mean '--design'?)")]
    [InlineData("list --desing linux-7.2", "Unrecognized option '--desing' (did you mean '--design'?)")]
    [InlineData("show --dto linux-7.2", "Unrecognized option '--dto' (did you mean '--dot'?)")]
    [InlineData("replay --jsno", "Unrecognized option '--jsno' (did you mean '--json'?)")]
    [InlineData("merge --junt x.json", "Unrecognized option '--junt' (did you mean '--junit'?)")]
    [InlineData("show lnux-7.2", "Did you mean 'linux-7.2'?")]
    [InlineData("explain no-store-trough-shared-tail", "(did you mean 'no-store-through-shared-tail'?)")]
    [InlineData("explain flag-page --design nothing", "There is no design 'nothing'")]
    [InlineData("explain walker-enters --design linux-7.2", "Nothing of linux-7.2 is called 'walker-enters'")]
    [InlineData("list bogs", "There is no list of 'bogs': the names are designs, parts, steps, invariants, tables, bugs, claims, findings. Did you mean 'bugs'?")]
    [InlineData("diff linux-6.17", "'diff'")]
    [InlineData("diff linux-6.17 linux-77.2", "Did you mean 'linux-7.2'?")]
    public void A_name_that_there_is_not_gives_2_and_the_one_that_was_meant(string arguments, string says)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void An_invariant_is_told_with_the_designs_that_it_does_not_apply_to_and_the_reason() =>
        Assert.Matches(@"\n  not in +rfc-2020 to linux-6\.17, dax-5\.19, corrected-5.18: hugepages share no frame", Output("explain", "zone-tail-stays-as-published"));

    [Fact]
    public void A_number_that_no_invariant_covers_is_told_with_the_reason() =>
        Assert.Matches(@"^S24: a property of the literature, covered by no invariant\n  why +deadlock is no property of mappings", Output("explain", "s24"));

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("--nonsense")]
    [InlineData("show x")]
    public void Where_nothing_is_near_nothing_is_proposed(string arguments) => Assert.DoesNotContain("did you mean", Invocation.Of(arguments.Split(' ')).Error, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_help_of_each_verb_ends_with_an_example_that_is_allowed()
    {
        var examples = ExamplesOf("--help");

        Assert.Equal(Verbs.Order(), examples.Select(example => example.Split(' ')[1]).Order());
        Assert.All(Verbs, verb => Assert.Equal(examples.Where(example => example.Split(' ')[1] == verb), ExamplesOf(verb, "--help")));
        // What is not allowed is complained of, the first of it, and nothing is run: here nothing but what is added.
        Assert.All(examples, example => Assert.Contains("'--nonsense'", Invocation.Of([.. example.Split(' ').Skip(1), "--nonsense"]).Error, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Verbs => [.. Output("--help").Split("\nCommands:\n")[1].Split("\n\n")[0].Split('\n').Where(line => line[2] != ' ').Select(line => line.Trim().Split(' ')[0])];

    private static IReadOnlyList<string> ExamplesOf(params string[] arguments) => [.. Output(arguments).Split("\nExample")[1].Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Trim())];

    private static IEnumerable<string> StepsOf(Design design) => new Machine<Bit, Num>(design).Steps.Select(step => step.Name);

    private static IEnumerable<string> Keys(string table) => table.Split('\n').Where(line => line.StartsWith('|')).Skip(1).Select(line => line.Split('|')[1].Trim()).Where(key => key.Length > 0 && !key.StartsWith('-'));

    private static string Output(params string[] arguments)
    {
        var run = Invocation.Of(arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
