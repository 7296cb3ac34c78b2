using Vmemmap.Bench.Checkers;
using Vmemmap.Tests.Faults;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Tests.CommandLine;

/// <summary>Progress takes one line of a terminal, leaves nothing behind, and is told in a pipe too where there would be silence.</summary>
[Trait("Category", "Fast")]
public sealed class Progress_on_a_terminal
{
    private const int Width = 20;

    [Fact]
    public void A_line_that_is_too_long_is_cut_and_stays_in_its_place()
    {
        using Screen screen = new(Width);
        using ProgressLine progress = new(screen, isInPlace: true, () => Width);

        progress.Show("depth 12, 1,234,567 states, 89 waiting");
        progress.Show("depth 13, 1,234,567,890 states, 89 waiting");

        Assert.Equal(["depth 13, 1,234,..."], screen.Lines);
    }

    [Theory]
    [InlineData("depth 12, 1,234,567 states, 89 waiting", "short")]
    [InlineData("short", "depth 12, 1,234,567 states, 89 waiting")]
    [InlineData("\u001b[2J\r\n", "short")]
    public void Nothing_is_left_of_it(string first, string second)
    {
        using Screen screen = new(Width);
        using ProgressLine progress = new(screen, isInPlace: true, () => Width);

        progress.Show(first);
        progress.Show(second);
        progress.Erase();

        Assert.Equal([""], screen.Lines);
    }

    [Fact]
    public void Results_take_its_place()
    {
        using Screen screen = new(Width);
        using ProgressLine progress = new(screen, isInPlace: true, () => Width);
        Terminal terminal = new(screen, screen, isInteractive: true, Width, progress);

        terminal.Progress("proving, 1 of 2");
        terminal.Say("proved");
        terminal.Progress("proving, 2 of 2");
        terminal.Complain("No more.");

        Assert.Equal(["proved", "No more.", ""], screen.Lines);
    }

    [Fact]
    public void Where_a_line_cannot_be_replaced_nothing_is_said_at_once_and_nothing_is_coloured()
    {
        using StringWriter error = new();
        using ProgressLine progress = new(error, isInPlace: false, () => Width);

        progress.Show("depth 12");
        progress.Erase();

        Assert.Equal("", $"{error}");
    }

    // The program waits for the writer of a pipe, who does not write for five seconds.
    [LinuxFact]
    public async Task In_a_pipe_there_are_lines_that_say_what_is_done_and_for_how_long()
    {
        using TemporaryDirectory directory = new();

        var (run, beats) = await ProgramRun.EndedWithBeats(ProgramRun.StartedInShell(
            "mkfifo \"$PIPE\"; (exec 3>\"$PIPE\"; sleep 5; echo '{}' >&3) >/dev/null 2>&1 & exec \"$@\" replay \"$PIPE\"", ("PIPE", directory.File("pipe"))));

        run.MustHaveFailed(2, "'design' is missing");
        Assert.NotEmpty(beats);
        Assert.All(beats, beat => Assert.Matches(@"^\.\.\. (working|reading pipe|replaying pipe), \d+ s$", beat));
    }

    /// <summary>What a terminal of some width shows of what is written to it.</summary>
    private sealed class Screen(int width) : StringWriter
    {
        private readonly List<char[]> lines = [Blank(width)];
        private int column;

        public IEnumerable<string> Lines => lines.Select(line => new string(line).TrimEnd());

        public override void Write(char value)
        {
            Assert.True(value is '\r' or '\n' || !char.IsControl(value), $"A terminal is sent the character {(int)value}.");
            if (value == '\n' || column == width && value != '\r')
            {
                lines.Add(Blank(width));
                column = 0;
            }
            if (value == '\r')
            {
                column = 0;
            }
            else if (value != '\n')
            {
                lines[^1][column++] = value;
            }
        }

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            foreach (var c in buffer)
            {
                Write(c);
            }
        }

        private static char[] Blank(int width) => [.. Enumerable.Repeat(' ', width)];
    }
}
