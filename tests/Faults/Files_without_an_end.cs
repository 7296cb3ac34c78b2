using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Store;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.CommandLine;
using Vmemmap.Tests.Store;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Store;

namespace Vmemmap.Tests.Faults;

/// <summary>A file may be a device, a pipe that nobody writes to, or larger than anything that is written here: it is refused, or the first Ctrl-C ends the waiting.</summary>
[Trait("Category", "Fast")]
public sealed class Files_without_an_end
{
    [LinuxFact]
    public void A_device_that_never_ends_is_no_trace()
    {
        var run = Invocation.Of("replay", "/dev/zero");

        Assert.Equal((2, "", "The file '/dev/zero' cannot be read: It is larger than 8 MiB.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [LinuxFact]
    public void A_file_that_is_too_large_is_no_trace()
    {
        using TemporaryDirectory directory = new();
        using (var file = File.Create(directory.File("large.json")))
        {
            file.SetLength(3L << 30);
        }

        var run = Invocation.Of("replay", directory.File("large.json"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.EndsWith("cannot be read: It is larger than 8 MiB.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"slots\": 2", "\"slots\": 1000000", "In scope the field 'slots' is 1000000, but it must be from 0 to 10000.")]
    [InlineData("\"folios\": 1", "\"folios\": 2147483647", "In scope the field 'folios' is 2147483647, but it must be from 0 to 10000.")]
    [InlineData("\"frames\": 3", "\"frames\": 10000000000", "In scope the field 'frames' is missing or not a whole number.")]
    [InlineData("\"slots\": 2", "\"slots\": 10000", null)]
    [InlineData("\"folios\": 1,\n    \"pages\": 3", "\"folios\": 10000,\n    \"pages\": 10000", "The scope is too large: 500000000 struct pages and translations, where at most 100000 can be replayed.")]
    public void A_scope_that_no_memory_holds_is_refused(string written, string instead, string? says)
    {
        var text = TraceJson.Write(new(Rfc2020.Design.Name, Bug: null, new(Folios: 1, Pages: 3, Slots: 2, Frames: 3, Pins: 0), Moves: [], "tail-resolves-to-head", At: default)).ReplaceLineEndings("\n");
        Assert.Contains(written, text, StringComparison.Ordinal);
        var changed = text.Replace(written, instead, StringComparison.Ordinal);

        if (says is null)
        {
            // Of these only what follows from it is wrong.
            Assert.Contains("specialSlot", Assert.Throws<TraceFormatException>(() => TraceJson.Read(changed)).Message, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(says, Assert.Throws<TraceFormatException>(() => TraceJson.Read(changed)).Message);
    }

    [Fact]
    public void A_trace_of_too_many_steps_is_refused()
    {
        var steps = string.Concat(Enumerable.Repeat("{},", TraceLimits.Steps));
        var text = TraceJson.Write(new(Rfc2020.Design.Name, Bug: null, Rfc2020.Design.SmallScope, Moves: [], "frozen-while-remapped", At: default)).Replace("\"steps\": []", $"\"steps\": [{steps}{{}}]", StringComparison.Ordinal);

        Assert.Equal("The trace has 50001 steps: at most 50000 are allowed.", Assert.Throws<TraceFormatException>(() => TraceJson.Read(text)).Message);
    }

    [Theory]
    [InlineData("\u001b[31m.json", "\\u001B[31m.json")]
    [InlineData("a\nb.json", "a\\u000Ab.json")]
    public void A_name_that_would_move_the_cursor_is_told_with_its_characters_escaped(string name, string shown)
    {
        using TemporaryDirectory directory = new();

        var (missing, broken) = (Invocation.Of("replay", directory.File(name)), Invocation.Of("replay", directory.Write(name, "{}")));

        Assert.All([missing, broken], run => Assert.Equal((2, 1), (run.ExitCode, run.Error.Count(char.IsControl))));
        Assert.All([missing, broken], run => Assert.Contains(shown, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_store_that_is_too_large_is_ignored_and_replaced()
    {
        using TemporaryDirectory directory = new();
        using (var file = File.Create(directory.File(StoreFile.FileName)))
        {
            file.SetLength(3L << 30);
        }
        using StringWriter complaints = new() { NewLine = "\n" };

        var store = StoreFile.Open(directory.Path, new Terminal(TextWriter.Null, complaints, isInteractive: false));
        _ = StoredAnswers.Ask(new StoredSolver(new CountingSolver(), store.Answers));
        store.Save();

        Assert.Equal($"The store '{directory.Path}' is ignored, so every question is asked: It is larger than 256 MiB.\n", $"{complaints}");
        Assert.Equal(CountingSolver.Truth.Count, StoredAnswers.FromStoreWith(File.ReadAllText(directory.File(StoreFile.FileName))));
    }

    // The signal comes once the program has opened the pipe: until then nobody else can.
    [LinuxTheory]
    [InlineData("replay \"$PIPE\"")]
    [InlineData("--design rfc-2020 --store \"$(dirname \"$PIPE\")\"")]
    public async Task A_pipe_that_nobody_writes_to_is_left_at_the_first_Ctrl_C(string arguments)
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell(
            $"mkfifo \"$PIPE\"; (exec 3>\"$PIPE\"; kill -INT $$; while kill -0 $$; do sleep 0.1; done) >/dev/null 2>&1 & exec \"$@\" {arguments}", ("PIPE", directory.File(StoreFile.FileName)));

        run.MustHaveFailed(130, "Interrupted.");
    }

    [LinuxFact]
    public async Task A_pipe_is_no_checkpoint()
    {
        using TemporaryDirectory directory = new();

        var run = await ProgramRun.InShell("mkfifo \"$PIPE\"; : >\"$PIPE\" & exec \"$@\" explore --design rfc-2020 --resume \"$PIPE\"", ("PIPE", directory.File("pipe")));

        run.MustHaveFailed(2, "pipe' is no checkpoint of an exploration: it is a pipe or a device.");
    }
}
