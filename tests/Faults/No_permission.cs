using System.Runtime.InteropServices;
using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>A place that cannot be written to is found before the work, a name that is taken when its file is written.</summary>
public sealed class No_permission
{
    // Not even root can make files in the kernel's own file systems.
    [LinuxTheory]
    [InlineData("--design corrected-5.18 --save", "/proc")]
    [InlineData("--design corrected-5.18 --save", "/proc/new")]
    [InlineData("--design corrected-5.18 --save", "/dev/null")]
    [InlineData("export --smt", "/proc/self/fd")]
    [InlineData("export --smt", "/dev/null/new")]
    [InlineData("export --tla", "/proc")]
    public async Task A_directory_that_cannot_be_written_to_is_bad_input(string arguments, string directory)
    {
        var run = await ProgramRun.Of($"{arguments} {directory}");

        run.MustHaveFailed(2, $"The directory '{directory}' cannot be written to: ");
    }

    [LinuxFact]
    public async Task A_directory_without_write_permission_is_bad_input_for_all_but_root()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell("chmod 555 \"$DIR\"; \"$@\" export --murphi \"$DIR\" --design corrected-5.18; code=$?; chmod 755 \"$DIR\"; exit $code", ("DIR", directory.Path));

        if (GetEffectiveUserId() == 0)
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            return;
        }
        run.MustHaveFailed(2, $"The directory '{directory.Path}' cannot be written to: ");
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task A_name_that_is_taken_by_a_directory_is_an_error_and_no_litter_is_left()
    {
        using TemporaryDirectory directory = new();
        var taken = Directory.CreateDirectory(directory.File("corrected-5.18.m"));
        var arguments = $"export --design corrected-5.18 --murphi {directory.Path}";

        var run = await ProgramRun.Of(arguments);

        run.MustHaveFailed(3, "Results could not be written");
        Assert.True(taken.Exists);
        Assert.Equal([taken.FullName], Directory.GetFileSystemEntries(directory.Path));

        taken.Delete();
        var again = await ProgramRun.Of(arguments);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.True(File.Exists(taken.FullName));
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();
}
