namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of later releases does what it is known for, and nothing else that is wrong: that of 6.12.113 step by step as <c>linux-6.12</c> has it, that of 6.12.118 as <c>linux-6.12.118</c> has, as a step that is none would be an alarm that is not known; of the others only the layout is written down.</summary>
public sealed class Later_releases
{
    private const string Warning = "warning at __hugetlb_vmemmap_restore_folio()";
    private const string Lost = "poison-recorded at vmemmap_remap_pte()";
    private const string Tail = "oops at memory_failure()";

    [Theory]
    [InlineData("VERIFY_TREE_6_12_113", "tail-resolves-to-head at reset_struct_pages()", "one-head-per-hugepage at reset_struct_pages()", "lookup-across-remaps-finds-head", Lost, Warning, Tail, "oops at unpoison_memory()")]
    [InlineData("VERIFY_TREE_6_12_118", "restored-tails-are-clean at __hugetlb_vmemmap_restore_folio()", "leak-only-if-unreliable at hugetlb_free_folio()", "frame-owned-once", "lookup-across-remaps-finds-head", Lost, Warning, "warning at vmemmap_restore_pte()", Tail, "flag-tells-the-mapping at ", "oops at unpoison_memory()")]
    [InlineData("VERIFY_TREE_7_2_13", Lost, Warning, Tail, "bug at call_give()")]
    [InlineData("VERIFY_TREE_7_3_4", Lost, Warning, Tail, "bug at call_give()", "oops at __folio_free_raw_hwp()")]
    public void The_standard_run_raises_the_alarms_that_are_known_and_no_other(string variable, params string[] expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var tree = Tree.Opened(variable);
        var design = Tree.DesignOf(tree);
        var findings = Tree.Findings(tree, sequences: 2000);
        var alarms = findings.Select(Tree.Told).ToList();

        Tree.MustBeKnown(design, findings);
        Assert.All(expected, one => Assert.Contains(alarms, alarm => alarm.StartsWith(one, StringComparison.Ordinal)));
    }
}
