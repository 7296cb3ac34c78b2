using System.Text.RegularExpressions;

namespace Vmemmap.Kernel.Build;

/// <summary>Headers that kbuild would generate, made without kbuild: they depend on the configuration, the compiler, or lists in the tree.</summary>
internal sealed class GeneratedHeaders(SourceTree tree, Configuration configuration, Compiler compiler, string folder)
{
    private const string RunQueueOffsets = "kernel/sched/rq-offsets.c";

    private static readonly Regex Listed = Pattern(@"^(generic|mandatory)-y\s*\+=\s*(?<name>\S+)");
    private static readonly Regex Constant = Pattern(@"->(?<name>\w+) \$?(?<value>-?\d+)");

    /// <summary>Writes them all. The order matters: those that need the compiler come last.</summary>
    public void Write()
    {
        Put("include/generated/autoconf.h", configuration.Header);
        Put("include/generated/utsrelease.h", $"#define UTS_RELEASE \"{tree.Release}\"\n");
        Put("include/generated/uapi/linux/version.h", VersionHeader);
        Put("include/generated/asm-offsets.h", "");
        Put("include/generated/rq-offsets.h", "");
        foreach (var part in new[] { "", "uapi/" })
        {
            WrapGenericHeaders(part);
        }
        Put("arch/x86/include/generated/uapi/asm/unistd_64.h", SystemCalls());
        foreach (var none in new[] { "uapi/asm/unistd_32.h", "uapi/asm/unistd_x32.h", "asm/unistd_64_x32.h", "asm/unistd_32_ia32.h" })
        {
            Put($"arch/x86/include/generated/{none}", "");
        }
        Put("include/generated/timeconst.h", Tools.Run("bc", ["-q", tree.PathOf("kernel/time/timeconst.bc")], "it computes kernel/time/timeconst.h (apt-get install bc)", $"{configuration["HZ"]}\n"));
        WriteFeatureMasks();
        Put("include/generated/bounds.h", "");
        Put("include/generated/bounds.h", Constants("kernel/bounds.c", "-D__GENERATING_BOUNDS_H"));
        // Constants for assembly, which headers for C ask for as well since v7.
        if (File.Exists(tree.PathOf(RunQueueOffsets)))
        {
            Put("include/generated/asm-offsets.h", Constants("arch/x86/kernel/asm-offsets.c"));
            Put("include/generated/rq-offsets.h", Constants(RunQueueOffsets));
        }
    }

    private string VersionHeader =>
        $"""
        #define LINUX_VERSION_CODE {(tree.Version << 16) + (tree.PatchLevel << 8) + Math.Min(255, tree.Sublevel)}
        #define KERNEL_VERSION(a,b,c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))

        """;

    // Kbuild: headers that an architecture has not of its own are those of asm-generic.
    private void WrapGenericHeaders(string part)
    {
        var own = tree.PathOf($"arch/x86/include/{part}asm");
        var lists = new[] { tree.PathOf($"include/{part}asm-generic/Kbuild"), Path.Combine(own, "Kbuild") };
        foreach (var name in lists.Where(File.Exists).SelectMany(File.ReadLines).Select(line => Listed.Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value))
        {
            if (!File.Exists(Path.Combine(own, name)))
            {
                Put($"arch/x86/include/generated/{part}asm/{name}", $"#include <asm-generic/{name}>\n");
            }
        }
    }

    private string SystemCalls() => string.Concat(File.ReadLines(tree.PathOf("arch/x86/entry/syscalls/syscall_64.tbl"))
        .Select(line => line.Split('\t', ' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length >= 3 && int.TryParse(words[0], out _) && words[1] != "x32")
        .Select(words => $"#define __NR_{words[2]} {words[0]}\n"));

    // The file writes constants into its assembly text: ->NAME $value.
    private string Constants(string file, params string[] options) => string.Concat(Constant.Matches(compiler.Assembly(tree.PathOf(file), options))
        .Select(match => $"#define {match.Groups["name"].Value} {match.Groups["value"].Value}\n"));

    // arch/x86/Makefile: which features of a CPU the configuration requires or rules out.
    private void WriteFeatureMasks()
    {
        var script = tree.PathOf("arch/x86/tools/cpufeaturemasks.awk");
        if (File.Exists(script))
        {
            Put(".config", configuration.Text);
            Put("arch/x86/include/generated/asm/cpufeaturemasks.h",
                Tools.Run("awk", ["-f", script, tree.PathOf("arch/x86/include/asm/cpufeatures.h"), Path.Combine(folder, ".config")], "it makes asm/cpufeaturemasks.h (apt-get install mawk)"));
        }
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private void Put(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
