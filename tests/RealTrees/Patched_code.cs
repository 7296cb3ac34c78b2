using System.Diagnostics;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Checking;
using Vmemmap.Tests.Kernel;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of 7.3.4 with patches of <c>kernel/mends</c> takes the steps of its design with the corrections that these are, and violates nothing but what is left.</summary>
public sealed class Patched_code
{
    [Fact]
    public void Raises_no_alarm_but_what_is_known_of_the_design_with_the_corrections()
    {
        using var patched = new PatchedTree(Tree.Opened("VERIFY_TREE_7_3_4"));

        var findings = Tree.Findings(HarnessBuild.Of(SourceTree.Open(patched.Root), Tree.Cache), PatchedRelease.Design, sequences: 500);

        Tree.MustBeKnown(PatchedRelease.Design, findings);
        Assert.DoesNotContain("bug at call_give()", findings.Select(Tree.Told));
    }

    [Fact]
    public void As_it_was_released_it_takes_steps_that_are_none_of_that_design() =>
        Assert.Contains(Tree.Findings(HarnessBuild.Of(Tree.Opened("VERIFY_TREE_7_3_4"), Tree.Cache), PatchedRelease.Design, sequences: 500), finding => finding.Kind == Alarm.NoStep);

    // A copy of the tree's names: patch(1) gives a file that it changes a new one.
    private sealed class PatchedTree : IDisposable
    {
        public PatchedTree(SourceTree released)
        {
            Run("cp", "-rl", released.Root, Root);
            foreach (var file in PatchedRelease.Patches.Select(patch => patch.File))
            {
                var patch = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                File.WriteAllText(patch, RepositoryFile.Text(file));
                Run("patch", "--strip=1", "--silent", $"--directory={Root}", $"--input={patch}");
                File.Delete(patch);
            }
        }

        public string Root { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        public void Dispose() => Directory.Delete(Root, recursive: true);

        private static void Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }
}
