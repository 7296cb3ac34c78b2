using System.Text.RegularExpressions;
using Vmemmap.Bench.Checkers;
using Vmemmap.Bench.Peers;
using Vmemmap.Proofs.Export;
using Vmemmap.Tests.Faults;

namespace Vmemmap.Tests.Peers;

/// <summary>Our explorer is compared with other model checkers on one model: all of them must be asked the same, and be understood.</summary>
public sealed class Other_model_checkers
{
    private static readonly CountedSize Small = CountedSize.All.MinBy(counted => counted.States)!;

    // As SPIN 6.5.2 prints it of the small size.
    private const string PrintedBySpin = """
        State-vector 36 byte, depth reached 78, errors: 0
             2129 states, stored
             8872 states, matched
            11001 transitions (= stored+matched)
                0 atomic steps
        hash conflicts:       223 (resolved)

        Stats on memory usage (in Megabytes):
            0.114	equivalent memory usage for states (stored*(State-vector + overhead))
            0.380	actual memory usage for states
            0.031	memory used for hash table (-w12)
        """;

    [Fact]
    public void The_counts_of_SPIN_are_those_of_the_model_without_the_boot()
    {
        var read = Spin.Read(new("pan", ExitCode: 0, PrintedBySpin, Seconds: 2));

        Assert.Equal((Small.States, Small.Transitions, 2), (read.States, read.Transitions, read.Seconds));
        Assert.Equal(0.411 * 1024 * 1024, read.Bytes!.Value, precision: 0);
    }

    [Theory]
    [InlineData("errors: 0", "errors: 1")]
    [InlineData("State-vector", "Warning: Search not completed\nState-vector")]
    [InlineData("State-vector", "error: max search depth too small\nState-vector")]
    [InlineData("2129 states, stored", "2.129e+08 states, stored")]
    public void A_walk_of_SPIN_that_saw_an_error_or_not_all_states_gives_no_counts(string of, string becomes)
    {
        var printed = PrintedBySpin.Replace(of, becomes, StringComparison.Ordinal);

        Assert.Throws<ProgramFailedException>(() => Spin.Read(new("pan", ExitCode: 0, printed, Seconds: 2)));
    }

    [Fact]
    public void The_text_for_SPIN_has_the_components_and_the_steps_of_the_model_and_no_others()
    {
        var recording = AbstractRecording.Of(Small.Size);

        var components = Named("^(?:byte|int) (?<name>\\w+)", Spin.Model);
        var steps = Named("^#define (?<name>\\w+)(?:\\([a-z, ]+\\))? \\\\\n    :: d_step", Spin.Model).Select(step => step.Replace("_", "", StringComparison.Ordinal));

        Assert.Equal(recording.Tables.Select(table => table.Name).Order(), components.Order());
        Assert.Equal(recording.Steps.Select(step => step.Name.ToUpperInvariant()).Order(), steps.Order());
    }

    [Fact]
    public void SPIN_counts_our_states_and_finds_a_seeded_bug_where_it_is_installed()
    {
        var ours = new AbstractWalk(AbstractRecording.Of(Small.Size)).Run();
        Assert.Equal((Small.States, Small.Transitions), (ours.States, ours.Transitions));
        if (!Spin.IsInstalled)
        {
            return;
        }
        foreach (var macros in new string[][] { [], ["INVARIANTS"] })
        {
            using var right = Spin.Prepare(Small, macros, CancellationToken.None);
            var counted = right.Walk(CancellationToken.None);
            Assert.Equal((ours.States, ours.Transitions), (counted.States, counted.Transitions));
        }
        using var wrong = Spin.Prepare(Small, ["INVARIANTS", Spin.SkipLast], CancellationToken.None);
        var failed = Assert.Throws<ProgramFailedException>(() => wrong.Walk(CancellationToken.None));
        Assert.Contains("assertion violated", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_recording_is_printed_for_rumur_and_TLC_and_they_count_our_states_where_they_are_installed(bool withInvariants)
    {
        var machine = AbstractText.Of(Small.Size, withInvariants);
        var (murphi, tla) = (MurphiModel.Of(machine), TlaModule.Of(machine));
        Assert.Equal(machine.Recording.Steps.Select(step => step.Name), Named("^rule \"(?<name>\\w+)\"", murphi));
        Assert.Equal(machine.Recording.Invariants.Select(i => i.Name), Named("^invariant \"(?<name>\\w+)\"", murphi));
        Assert.All(machine.Recording.Steps, step => Assert.Contains($"\n{step.Name}", tla, StringComparison.Ordinal));
        Assert.Equal(machine.Recording.Invariants.Select(i => i.Name), Named("^(?<name>I\\d) ==", tla));
        foreach (var checker in new IChecker[] { new Rumur(1), new Tlc(1) }.Where(checker => checker.Missing is null))
        {
            using var prepared = checker.Prepare(Small, withInvariants, CancellationToken.None);
            var counted = prepared.Walk(CancellationToken.None);
            Assert.Equal((checker.Name, Small.States, Small.Transitions), (checker.Name, counted.States, counted.Transitions));
        }
    }

    [Fact]
    public void A_program_that_fails_is_one_sentence_with_what_it_said()
    {
        using TemporaryDirectory directory = new();

        var run = Programs.Run(directory, "dotnet", ["no-such-command"], CancellationToken.None);
        var missing = Assert.Throws<ProgramFailedException>(() => Programs.Run(directory, "no-such-program", [], CancellationToken.None));

        Assert.StartsWith($"'dotnet' failed with exit code {run.ExitCode}: ", Assert.Throws<ProgramFailedException>(run.Successful).Message, StringComparison.Ordinal);
        Assert.StartsWith("'no-such-program' cannot be run", missing.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void An_interruption_ends_a_program_that_would_run_for_long()
    {
        using TemporaryDirectory directory = new();
        using CancellationTokenSource interrupted = new(TimeSpan.FromMilliseconds(100));

        Assert.Throws<OperationCanceledException>(() => Programs.Run(directory, "sleep", ["600"], interrupted.Token));
    }

    [Theory]
    [InlineData("There is no part 'sequence': the names are explorer, peers, designs, sequences, proofs. Did you mean 'sequences'?", "--only", "sequence")]
    [InlineData("--repeat is '0', but it must be a whole number from 1 to 100; 'bench --help' shows what is allowed.", "--repeat", "0")]
    [InlineData("Required argument missing for option: '--only'; 'bench --help' shows what is allowed.", "--only")]
    public void Bad_input_is_one_sentence(string sentence, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };

        var exitCode = Bench.Program.Run(arguments, new(output, error, isInteractive: false));

        Assert.Equal((2, "", $"{sentence}\n"), (exitCode, $"{output}", $"{error}"));
    }

    private static IReadOnlyList<string> Named(string pattern, string text) =>
        [.. Regex.Matches(text, pattern, RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value)];
}
