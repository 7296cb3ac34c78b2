using System.Text.RegularExpressions;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Faults;
using Vmemmap.Tests.Scenarios;

namespace Vmemmap.Tests.CommandLine;

/// <summary>Whatever the width of the terminal is, no line is longer and no word is broken; 80 columns suffice for everything.</summary>
[Collection(CommandLineRuns.Name)]
public sealed partial class Lines_that_fit
{
    [Theory]
    [InlineData("savings")]
    [InlineData("show linux-6.2")]
    [InlineData("show linux-6.6")]
    [InlineData("show linux-6.12")]
    [InlineData("explore --design rfc-2020 --states 300")]
    [InlineData("explore --design corrected-5.18 --bug free-before-flush")]
    [InlineData("run --design rfc-2020 --sequences 2 --length 30 --seed 7919:104729")]
    [InlineData("explore --help")]
    public void No_line_is_longer_than_the_terminal_is_wide_and_no_word_is_broken(string command)
    {
        MustFit(command.Split(' '), width: 80);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(118)]
    public void A_story_of_true_size_fits_with_its_picture_in_parts(int width)
    {
        using TemporaryDirectory directory = new();
        var file = directory.Write("trace.json", TraceJson.Write(FlaggedThroughAlias()));

        MustFit(["replay", file], width);
    }

    // A file's path may go on in a second line.
    [Fact]
    public void The_list_of_what_must_be_believed_fits_into_80_columns() =>
        Assert.All(Invocation.At(80, CancellationToken.None, "trusted").Lines, line => Assert.InRange(line.Length, 0, 80));

    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 7, "one two\n  three")]
    [InlineData("one two three", 6, "one\n  two\n  three")]
    [InlineData("  one two three", 9, "  one two\n    three")]
    [InlineData("unbreakable", 4, "unbreakable")]
    [InlineData("an unbreakable word", 5, "an\n  unbreakable\n  word")]
    [InlineData("one ", 3, "one ")]
    [InlineData("", 3, "")]
    public void A_line_goes_on_at_a_word_in_the_next_one(string line, int width, string expected) =>
        Assert.Equal(expected, Paragraph.Fit(line, width, hanging: 2));

    [LinuxTheory]
    [InlineData("", 80)]
    [InlineData("none", 80)]
    [InlineData("120", 120)]
    public async Task In_a_pipe_a_line_has_80_characters_or_as_many_as_COLUMNS_says(string columns, int width)
    {
        var run = await ProgramRun.Of("show corrected-5.18", ("COLUMNS", columns));

        Assert.InRange(run.Output.Split('\n').Max(line => line.Length), width - 5, width);
    }

    private static void MustFit(string[] command, int width)
    {
        var (narrow, wide) = (Invocation.At(width, CancellationToken.None, command), Invocation.At(1000, CancellationToken.None, command));

        Assert.Equal((wide.ExitCode, wide.Error), (narrow.ExitCode, narrow.Error));
        Assert.All(narrow.Lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Empty(Words(wide).Except(Words(narrow)));
    }

    // Figures of speed differ from run to run, and headings of tables may go on after a hyphen.
    private static HashSet<string> Words(Invocation run) =>
        [.. Speed().Replace(run.Output, "").Split([' ', '\n', '|', '+'], StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith('-'))];

    [GeneratedRegex(@"[\d,]+\s+steps/s", RegexOptions.NonBacktracking)]
    private static partial Regex Speed();

    private static Trace FlaggedThroughAlias() => Scenario.Of(Rfc2020.Design)
        .In(new(Folios: 1, Pages: 8, Slots: 64, Frames: 8, Pins: 1))
        .Do("optimise").Repeat("remap-tail").Do("flush-remapped")
        .Fails(page: 3, slot: 20).Do("failure-sees-ordinary").Do("flag-page")
        .CounterexampleTo("error-marks-no-other-page");
}
