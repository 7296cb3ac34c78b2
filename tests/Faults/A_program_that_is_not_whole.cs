using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.Faults;

/// <summary>Where a part of the program, or the room for it, is missing, that is what is said, and not that results could not be written.</summary>
public sealed class A_program_that_is_not_whole
{
    [Theory]
    [InlineData("Vmemmap.Model", true)]
    [InlineData("Spectre.Console", true)]
    [InlineData("System.CommandLine", false)]
    public async Task A_part_that_is_gone_or_damaged_is_named(string part, bool isThere)
    {
        using TemporaryDirectory directory = new();
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, directory.File(Path.GetFileName(file)));
        }
        File.Delete(directory.File($"{part}.dll"));
        if (isThere)
        {
            directory.Write($"{part}.dll", "MZ, and then nothing");
        }

        var run = await ProgramRun.OfCopy(directory.Path, "savings");

        run.MustHaveFailed(3, $"A part of the program could not be loaded: {part}");
    }

    // What is too little depends on the machine: either .NET ends by itself, as the README says, or the program says what it lacks.
    [LinuxTheory]
    [InlineData(900_000)]
    [InlineData(1_250_000)]
    [InlineData(1_400_000)]
    [InlineData(1_800_000)]
    public async Task With_little_address_space_there_is_no_verdict_and_no_word_of_results(int kilobytes)
    {
        var run = await ProgramRun.InShell($"ulimit -v {kilobytes}; exec \"$@\" --fresh --design rfc-2020 --rlimit 1");

        Assert.Contains(run.ExitCode, new[] { 3, 127, 134, 137, 139 });
        Assert.Empty(run.Output);
        Assert.DoesNotContain("Results could not be written", run.Error, StringComparison.Ordinal);
        Assert.True(run.ExitCode != 3 || run.Error.Count(c => c == '\n') <= 1 && (run.Error.Length == 0 || run.Error.Contains("memory", StringComparison.Ordinal)), run.Error);
    }
}
