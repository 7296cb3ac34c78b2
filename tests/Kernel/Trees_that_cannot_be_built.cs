using Vmemmap.Kernel.Build;

namespace Vmemmap.Tests.Kernel;

/// <summary>A tree that cannot be built gets one sentence: the first thing that is missing.</summary>
public sealed class Trees_that_cannot_be_built : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tree");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_folder_that_is_not_there() =>
        Assert.StartsWith("There is no folder 'no-such-tree'", Refusal("no-such-tree"), StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_no_tree() =>
        Assert.EndsWith("it has no Makefile.", Refusal(folder.FullName), StringComparison.Ordinal);

    [Fact]
    public void A_tree_before_the_optimisation()
    {
        Write("Makefile", "VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 0\n");

        Assert.EndsWith("it has no mm/hugetlb_vmemmap.c.", Refusal(folder.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_whose_calls_are_not_known()
    {
        foreach (var file in new[]
        {
            "mm/hugetlb_vmemmap.c", "mm/hugetlb.c", "mm/pagewalk.c", "mm/memory-failure.c", "mm/internal.h", "include/linux/mm.h", "arch/x86/include/asm/pgtable.h", "arch/x86/entry/syscalls/syscall_64.tbl",
            "kernel/bounds.c", "kernel/time/timeconst.bc", "include/asm-generic/Kbuild", "arch/x86/include/asm/Kbuild",
        })
        {
            Write(file, "");
        }
        Write("Makefile", "VERSION = 6\nPATCHLEVEL = 5\nSUBLEVEL = 3\n");

        Assert.Equal(
            "The code of 6.5.3 calls what the harness has not: it can be built for 6.1.192, 6.12.113, 6.12.118, 7.2.13, 7.3.4 and their stable series; the nearest is 6.1.192.", Refusal(folder.FullName));
    }

    [Fact]
    public void A_configuration_that_is_none() =>
        Assert.StartsWith("The line 'hello' is none of a kernel's .config", Assert.Throws<BuildException>(() => new Configuration("hello")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_the_harness_needs_is_put_over_the_users_configuration()
    {
        Configuration configuration = new("CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=\"text\"\n", "# CONFIG_A is not set\nCONFIG_D=4\n");

        Assert.Equal("#define CONFIG_B_MODULE 1\n#define CONFIG_C \"text\"\n#define CONFIG_D 4\n", configuration.Header);
    }

    private static string Refusal(string tree) => Assert.Throws<BuildException>(() => SourceTree.Open(tree)).Message;

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
