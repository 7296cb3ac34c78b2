using System.CommandLine;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary><c>verify run</c>: generated sequences at true geometry, with the coverage table and the shrunk failures.</summary>
internal static class RunCommand
{
    private static readonly Option<string> DesignOption = new("--design") { Description = "the design to run", Required = true };
    private static readonly Option<string?> BugOption = new("--bug") { Description = "with this seeded bug" };
    private static readonly Option<int> SequencesOption = Numbers.Option("--sequences", "how many sequences", 1, int.MaxValue, otherwise: 1000);
    private static readonly Option<int> LengthOption = Numbers.Option("--length", "operations in each", 1, 100_000, otherwise: 400);
    private static readonly Option<string?> SeedOption = new("--seed") { Description = "replays a run: the seed that it printed" };

    private static readonly Option<bool> JsonOption = ForMachines.Option();

    public static Command Create(Terminal terminal)
    {
        Verb command = new("run", "run generated sequences at true geometry, shrink what fails", "--design linux-6.2 --sequences 1000")
        {
            DesignOption, BugOption, SequencesOption, LengthOption, SeedOption, JsonOption,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var design = Names.Design(parsed.GetValue(DesignOption)!);
        var bug = Names.Bug(parsed.GetValue(BugOption), design);
        if (bug is not null)
        {
            if (BugReport.JudgedIn(terminal, design, bug, parsed.GetValue(JsonOption)) is not { } judged)
            {
                return ExitCode.Unexpected;
            }
            design = judged;
        }
        var (sequences, length) = (parsed.GetValue(SequencesOption), parsed.GetValue(LengthOption));
        var runner = new SequenceRunner(design, bug);

        var run = runner.Run(SeedOf(parsed.GetValue(SeedOption)), sequences, length, done => terminal.Progress($"{done:N0} of {sequences:N0} sequences"), until: null, cancellation);
        terminal.EndProgress();
        var machines = parsed.GetValue(JsonOption) ? new FoundJson(terminal.Out, design, bug) : null;
        if (machines is null)
        {
            WriteCoverage(terminal, run);
            terminal.Say(
                $"{run.Sequences:N0} sequences, {run.Steps:N0} steps with every property checked after each, {run.Steps / run.StepSeconds:N0} steps/s; "
                + $"the same run again: --seed {run.Seed} --sequences {sequences} --length {length}");
        }
        cancellation.ThrowIfCancellationRequested();
        // What the design is known for without the bug is not what somebody wants to know who seeds one.
        var told = run.Failures.Where(failed => bug is null || design.Refuted.Of(failed.Key) is null);
        foreach (var (invariant, failures) in told.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            terminal.Progress($"shrinking {invariant}");
            var trace = runner.Shrink(failures);
            terminal.EndProgress();
            if (machines is not null)
            {
                machines.Write(trace, generated: failures[0].Moves.Count);
                continue;
            }
            terminal.Say();
            terminal.Say($"A sequence of {failures[0].Moves.Count} steps, shrunk to {trace.Moves.Count}:");
            terminal.Say(Story.Outline(trace, design, bug, terminal.Width));
        }
        machines?.Write(run, length);
        return Expected.ExitCodeFor(design, bug, run.Failures.Keys);
    }

    private static Seed SeedOf(string? text)
    {
        try
        {
            return text is null ? new Seed((ulong)Random.Shared.NextInt64(), 104729) : Seed.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }

    private static void WriteCoverage(Terminal terminal, SequenceRun run)
    {
        FittedTable table = new(keys: 1, new("step"), new("taken", IsNumber: true));
        foreach (var (step, taken) in run.Fired)
        {
            table.Add(step, $"{taken:N0}");
        }
        table.Write(terminal);
    }
}
