using Vmemmap.Bench.Checkers;
using Vmemmap.Properties.Traces;
using Vmemmap.Verify;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.Faults;

/// <summary>What cannot be written in full is an error, and no file is left in part.</summary>
public sealed class The_disk_is_full
{
    [LinuxTheory]
    [InlineData("savings")]
    [InlineData("--help")]
    [InlineData("{0} --json")]
    [InlineData("explore --design rfc-2020 --states 50")]
    public async Task Output_to_a_full_disk_is_an_error(string arguments)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"exec \"$@\" {string.Format(null, arguments, WarmStore.Of(directory, "corrected-5.18"))} >/dev/full");

        run.MustHaveFailed(3, "Results could not be written: No space left on device.");
    }

    [LinuxFact]
    public async Task The_exit_code_tells_it_even_where_the_sentence_does_not_arrive_either()
    {
        var run = await ProgramRun.InShell("exec \"$@\" savings >/dev/full 2>/dev/full");

        Assert.Equal(3, run.ExitCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(5000)]
    public void A_disk_that_fills_up_in_the_middle_of_a_report_is_an_error(int room)
    {
        using SmallDisk output = new(room);
        using StringWriter error = new() { NewLine = "\n" };

        var exitCode = Program.Run(["explore", "--design", "rfc-2020", "--states", "2000", "--all"], new Terminal(output, error, isInteractive: false));

        Assert.Equal((3, "Results could not be written: Full.\n"), (exitCode, $"{error}"));
    }

    // Counterexamples are of 300 to 1100 bytes and limits of 512-byte blocks: some are whole, one would be cut.
    [LinuxFact]
    public async Task A_counterexample_that_does_not_fit_is_not_there_and_the_next_run_writes_it()
    {
        using TemporaryDirectory directory = new();
        using TemporaryDirectory store = new();
        var arguments = $"{WarmStore.Of(store, "rfc-2020")} --json --save {directory.Path}";

        var cut = await ProgramRun.InShell($"ulimit -f 1; exec \"$@\" {arguments}", UnderFileSizeLimit);

        cut.MustHaveFailed(3, "would be larger than is allowed.");
        var whole = Directory.GetFileSystemEntries(directory.Path);
        Assert.All(whole, file => TraceJson.Read(File.ReadAllText(file)));
        var again = await ProgramRun.Of(arguments);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.InRange(whole.Length, 0, Directory.GetFiles(directory.Path).Length - 1);
    }

    [LinuxFact]
    public async Task An_obligation_that_does_not_fit_is_not_there()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell($"ulimit -f 4; exec \"$@\" export --design rfc-2020 --smt {directory.Path}", UnderFileSizeLimit);

        run.MustHaveFailed(3, "would be larger than is allowed.");
        Assert.All(Directory.GetFileSystemEntries(directory.Path), file => Assert.EndsWith("(check-sat)\n", File.ReadAllText(file), StringComparison.Ordinal));
    }

    // The runtime's memory for compiled code is a file to the kernel, unless it may be written and executed at once.
    private static (string Name, string Value) UnderFileSizeLimit => ("DOTNET_EnableWriteXorExecute", "0");

    private sealed class SmallDisk(int room) : StringWriter
    {
        private int left = room;

        public override void Write(char value)
        {
            if (left-- == 0)
            {
                throw new IOException("Full.");
            }
        }

        public override void Write(char[] buffer, int index, int count) => Array.ForEach(buffer[index..(index + count)], Write);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            foreach (var c in buffer)
            {
                Write(c);
            }
        }
    }
}
