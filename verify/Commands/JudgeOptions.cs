using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Controls;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;
using Vmemmap.Verify.Sharding;
using Vmemmap.Verify.Store;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Commands;

/// <summary>What is to be judged and how: the options of every command that gives all verdicts on designs.</summary>
internal static class JudgeOptions
{
    private const int MostThreads = 1024;

    /// <summary>Which designs.</summary>
    public static readonly Option<string[]> Design = Names.Repeatable("--design", "only this design");

    /// <summary>Which invariants.</summary>
    public static readonly Option<string[]> Invariant = Names.Repeatable("--invariant", "only this invariant, or those that cover a number such as S17");

    /// <summary>How many threads.</summary>
    public static readonly Option<int> Threads = Numbers.Option("--threads", "worker threads, 0 for one per core", 0, MostThreads, otherwise: 0);

    private static readonly Option<DirectoryInfo?> StoreOption =
        new("--store") { Description = "directory of the answers of earlier runs; by default in the user's cache" };
    private static readonly Option<bool> FreshOption = new("--fresh") { Description = "ask the solver everything, once: without a store" };
    private static readonly Option<long> LimitOption =
        Numbers.Option<long>("--rlimit", "the solver's resources for one obligation", 1, uint.MaxValue, InductiveProver.DefaultResourceLimit);

    /// <summary>Those that say how, in the order of the help.</summary>
    public static IReadOnlyList<Option> How { get; } = [StoreOption, FreshOption, Threads, LimitOption];

    private static StoreFile Store(ParseResult parsed, string? defaultStore, Terminal terminal, CancellationToken cancellation) =>
        StoreFile.Open(parsed.GetValue(FreshOption) ? null : parsed.GetValue(StoreOption)?.FullName ?? defaultStore, terminal, cancellation);

    private static uint Limit(ParseResult parsed) => (uint)parsed.GetValue(LimitOption);

    /// <summary>The options that verdicts depend on, as they may be typed again.</summary>
    public static string Asked(ParseResult parsed) => string.Join(' ',
    [
        .. parsed.GetValue(Design)!.Distinct().Select(name => $"--design {name}"),
        .. parsed.GetValue(Invariant)!.Distinct().Select(name => $"--invariant {name}"),
        .. Limit(parsed) == InductiveProver.DefaultResourceLimit ? Array.Empty<string>() : [$"--rlimit {Limit(parsed)}"],
    ]);

    /// <summary>Gives the verdicts.</summary>
    /// <param name="parsed">the command line.</param>
    /// <param name="designs">the designs to judge.</param>
    /// <param name="invariants">what to judge them by.</param>
    /// <param name="shard">the part of the work that is to be done, or null for all; the first part has the theorems of the arithmetic too.</param>
    /// <param name="broke">told where a proof broke, as soon as that is known; null where nobody wants to know.</param>
    /// <param name="terminal">told of progress.</param>
    /// <param name="defaultStore">directory of the store where the command line names none.</param>
    /// <param name="solverOf">the solver with a limit.</param>
    /// <param name="cancellation">ends it with an <see cref="OperationCanceledException"/>; the answers so far are kept.</param>
    public static JudgedRun Run(
        ParseResult parsed, IReadOnlyList<Design> designs, IReadOnlySet<string> invariants, Shard? shard, Action<Design, IReadOnlyList<Obstacle>>? broke,
        Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, CancellationToken cancellation)
    {
        var mine = shard?.Of(designs) ?? designs;
        var start = Stopwatch.GetTimestamp();
        return Asking(parsed, terminal, defaultStore, solverOf, (solver, asked) =>
        {
            Lock telling = new();
            Judge judge = new(parsed.GetValue(Threads), solver) { Progress = terminal.Progress, Broke = broke is null ? null : (design, obstacles) => { lock (telling) { broke(design, obstacles); } } };
            var verdicts = new IReadOnlyList<Verdict>[mine.Count];
            IReadOnlyList<TheoremResult> theorems = [];
            TwoAtATime(
                [
                    .. mine.Select((design, place) => (Action)(() => verdicts[place] = judge.Of(design, invariants, cancellation))),
                    .. shard is null or { Number: 1 } ? (Action[])[() => theorems = ArithmeticCommand.Proved(solver, terminal, cancellation)] : [],
                ], parsed.GetValue(Threads), cancellation);
            return new JudgedRun(
                mine, [.. verdicts.SelectMany(some => some).Where(v => invariants.Contains(v.Invariant))], theorems, new(Stopwatch.GetElapsedTime(start).TotalSeconds, Z3Solver.Version, solver.Questions, solver.FromStore, asked.Repeated), shard, Asked(parsed));
        }, cancellation);
    }

    // While the last questions about one design are answered, and where one thread of a walk waits for another, there is room for the next; with one thread there is not.
    private static void TwoAtATime(IReadOnlyList<Action> work, int threads, CancellationToken cancellation)
    {
        if (threads == 1)
        {
            // On this one: where a loop of the library has one thread too, it may change which.
            foreach (var part in work)
            {
                part();
            }
            return;
        }
        ParallelOptions options = new() { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
        Parallel.ForEach(Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering), options, part => part());
    }

    /// <summary>Does what asks a solver, with the answers of earlier runs that are to be used; those that it adds are kept, however it ends.</summary>
    /// <param name="parsed">the command line.</param>
    /// <param name="terminal">told of progress.</param>
    /// <param name="defaultStore">directory of the store where the command line names none.</param>
    /// <param name="solverOf">the solver with a limit.</param>
    /// <param name="work">what is done, with the solver to ask and what that remembers of this run.</param>
    /// <param name="cancellation">ends the opening of the store.</param>
    public static T Asking<T>(
        ParseResult parsed, Terminal terminal, string? defaultStore, Func<uint, ISolver> solverOf, Func<StoredSolver, RememberingSolver, T> work, CancellationToken cancellation)
    {
        // Before anything is believed that a solver says, or is said to have said.
        ControlledSolver.RequireZ3();
        var store = Store(parsed, defaultStore, terminal, cancellation);
        RememberingSolver asked = new(solverOf(Limit(parsed)));
        try
        {
            return work(new(asked, store.Answers), asked);
        }
        finally
        {
            // An interrupted run keeps what it has.
            terminal.EndProgress();
            store.Save();
        }
    }
}
