using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Runs;
using Xunit.Abstractions;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The harness is sharp: a change of one line of mm/hugetlb_vmemmap.c is noticed, or it is known why not.</summary>
public sealed class Mutants_of_hugetlb_vmemmap(ITestOutputHelper output)
{
    private const int Fewest = 40;

    // From the first function to the last one of the walk, the restore and the optimise (6.1.192).
    private const string First = "static int split_vmemmap_huge_pmd(";
    private const string Last = "static struct ctl_table";

    // Changes that nobody can notice here, each with its reason.
    private static readonly (string Line, string Reason)[] Unnoticed =
    [
        ("smp_wmb();", "barriers cannot be seen: the harness is sequentially consistent"),
        ("mmap_read_", "readers of mmap_lock exclude nobody who runs here"),
        ("page_table_lock", "no two calls of the harness split one huge entry"),
        ("pte_free_kernel", "no two calls of the harness split one huge entry"),
        ("flush_tlb_kernel_range(start, start + PMD_SIZE)", "the entries of the new table translate as the huge one did"),
        ("static_branch_", "the key only makes the fake-head test cheaper while it is 0; other hugepages keep it up"),
        ("list_del(&page->lru);", "list poison: the list is walked on regardless"),
        ("list_add(&page->lru, list);", "which of the fresh frames a vmemmap page gets is no matter"),
        ("IS_ENABLED(CONFIG_MEMORY_HOTPLUG)", "no vmemmap page of the harness describes itself, so the test that is left out finds nothing"),
    ];

    // Parts of the standard run that take too long for each of so many.
    private static readonly string[] Longest = ["two actors", "memory failure", "a reader", "demotion", "boot memory"];

    [Fact]
    public void Each_is_noticed_or_explained()
    {
        var tree = Tree.Opened(Tree.Linux61);
        var text = File.ReadAllText(tree.PathOf("mm/hugetlb_vmemmap.c"));
        var lines = text.Split('\n').ToList();
        var sound = Look(HarnessBuild.Of(tree, Tree.Cache));
        var file = Path.Combine(Directory.CreateTempSubdirectory("mutants").FullName, "hugetlb_vmemmap.c");
        var (tried, killed, builds) = (0, 0, 0);
        List<string> missed = [];
        foreach (var mutant in Mutant.Of(text, lines.FindIndex(line => line.StartsWith(First, StringComparison.Ordinal)) + 1, lines.FindIndex(line => line.StartsWith(Last, StringComparison.Ordinal))))
        {
            tried++;
            File.WriteAllText(file, mutant.Text);
            if (Built(tree, file) is not { } build)
            {
                output.WriteLine($"{mutant.Line}: {mutant.Change}: does not compile");
                continue;
            }
            builds++;
            var seen = Look(build);
            // What the sound code is known to do wrong, a mutant that never gets there does not.
            IReadOnlyList<string> noticed = [.. seen.Except(sound), .. sound.Except(seen).Select(alarm => $"no longer {alarm}")];
            killed += noticed.Count > 0 ? 1 : 0;
            var reason = Array.Find(Unnoticed, one => mutant.Change.Contains(one.Line, StringComparison.Ordinal)).Reason;
            output.WriteLine($"{mutant.Line}: {mutant.Change}: {(noticed.Count > 0 ? $"noticed, {noticed[0]}" : reason ?? "MISSED")}");
            if (noticed.Count == 0 && reason is null)
            {
                missed.Add($"{mutant.Line}: {mutant.Change}");
            }
        }
        output.WriteLine($"{tried} mutants, {builds} compile, {killed} noticed.");
        Assert.True(builds >= Fewest, $"Only {builds} mutants compile: at least {Fewest} are wanted.");
        Assert.Empty(missed);
    }

    private static IReadOnlyList<string> Look(HarnessBuild build) =>
        Tree.Alarms(build, [.. StandardRun.Parts(sequences: 60, seed: 1).Where(part => !Array.Exists(Longest, name => part.Name.StartsWith(name, StringComparison.Ordinal)))]);

    private static HarnessBuild? Built(SourceTree tree, string file)
    {
        try
        {
            return HarnessBuild.Of(tree, Path.Combine(Tree.Cache, "mutant"), patched: file);
        }
        catch (BuildException)
        {
            return null;
        }
    }
}
