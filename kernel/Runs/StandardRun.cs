using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Runs;

/// <summary>One part of the standard run: runs that belong together.</summary>
/// <param name="Name">what is tried.</param>
/// <param name="Plans">the runs. Some ask the laboratory how long a run is first.</param>
public sealed record Part(string Name, Func<Laboratory, IEnumerable<RunPlan>> Plans);

/// <summary>
/// What is tried on every tree: each allocation failing, alone, with all later ones and with each second one, on boot and buddy frames, with eager and lazy translations, on 2 MiB and 1 GiB; two actors with one preemption at
/// each scheduling point, and up to three in generated interleavings; demotion; errors of memory; a reader between whose loads others go on; and generated sequences, some with reservations.
/// </summary>
public static class StandardRun
{
    private const int Gigantic = 18;
    private const int Small = 11;
    private const int SeededFailures = 20;
    private const int SeededDemotions = 4;

    // A demotion has more points than can be tried in seconds: so many of them, evenly.
    private const int MostPreemptions = 100;
    private const int CallsOfSequence = 40;
    private const int CallsOfDemotion = 20;

    // An optimise or a restore of 2 MiB passes some 2,800 points.
    private const int MostPointsOfRace = 3000;
    // Every point of two calls is too much for a minute: between two changes of an entry there are more points than this.
    private const int PointsApart = 8;
    private const ulong Gamma = 104729;

    /// <summary>Calls that visit what there is: two hugepages made, one used, both dissolved, one made again, and the pool emptied.</summary>
    private static readonly RunPlan Visit = RunPlan.Parse("order=9 blocks=2 : alloc:0 alloc:1 take:0 dissolve:0 give:0 dissolve:0 dissolve:1 look:1.64 alloc:0 shrink:0 shrink:0");

    /// <summary>The same in batches: a pool of three, one of them used, emptied and filled again.</summary>
    private static readonly RunPlan Batches = RunPlan.Parse("order=9 blocks=3 spare=16 : grow:0 take:0 empty:0 grow:0 give:0 empty:0");

    /// <summary>Hugepages beyond the pool's size, which are freed when they are given back.</summary>
    private static readonly RunPlan Surplus = RunPlan.Parse("order=9 blocks=2 : surplus:0 alloc:1 give:0 surplus:0 take:1 give:1 give:0 dissolve:1");

    private static readonly RunPlan GiganticVisit = RunPlan.Parse("order=18 blocks=1 spare=16 : alloc:0 dissolve:0");

    /// <summary>A hugepage becomes smaller ones, which come and go like others. The small machine has a size that x86 has not, so that each allocation can fail.</summary>
    private static readonly RunPlan Demotion = RunPlan.Parse("order=11 blocks=1 spare=16 : alloc:0 demote:0 take:1 dissolve:2 give:1 shrink:1 alloc:2 empty:1 grow:1");

    private static readonly RunPlan GiganticDemotion = RunPlan.Parse("order=18 blocks=1 spare=16 : alloc:0 demote:0 dissolve:1 take:1 dissolve:64 empty:1 alloc:64");

    // The first call is preempted at each of its points. What comes before is done alone.
    private static readonly string[] Races =
    [
        "alloc:0 alloc:1@1|dissolve:0", "alloc:0 dissolve:0@1|alloc:1", "alloc:0 dissolve:0@1|dissolve:0",
        "alloc:0 dissolve:0@1|take:0", "alloc:0 take:0 give:0@1|dissolve:0", "alloc:0 shrink:0@1|dissolve:0", "alloc:0 alloc:1 shrink:0@1|shrink:0", "alloc:0@1|alloc:1",
    ];

    // The same with an error of memory; where it is lost the hugepage is taken into use all the same.
    private static readonly string[] Errors =
    [
        "alloc:0@1|fail:0.5 take:0", "alloc:0 dissolve:0@1|fail:0.5", "alloc:0 fail:0.200 dissolve:0@1|fail:0", "alloc:0 fail:0.200@1|dissolve:0", "alloc:0 fail:0.200@1|take:0", "fail:0.64@1|alloc:0",
    ];

    /// <summary>Hugepages of boot memory, which come to the page allocator when they are dissolved or demoted.</summary>
    private static readonly string[] Boots = ["boot:0 take:0 give:0 dissolve:0 alloc:0 dissolve:0", "boot:0 demote:0 dissolve:2 empty:1"];

    // Somebody else does something with a hugepage while it is demoted.
    private static readonly string[] Demotions =
    [
        "alloc:0 demote:0@1|demote:0", "alloc:0 demote:0@1|dissolve:0", "alloc:0 demote:0@1|take:0", "alloc:0 take:0 give:0@1|demote:0", "alloc:0 demote:0@1|fail:0.5", "alloc:0 demote:0@1|fail:0.700 dissolve:1", "alloc:0 fail:0.700@1|demote:0",
        "alloc:0 demote:0@1|dissolve:2",
    ];

    // The same where another hugepage is left in the pool, so that what is being demoted may be dissolved.
    private static readonly string[] DemotionsOfTwo = ["alloc:0 alloc:1 demote:0@1|dissolve:1", "alloc:0 alloc:1 demote:0@1|dissolve:0", "alloc:0 alloc:1 demote:0@1|fail:1.700"];

    // An error in a hugepage that somebody has mapped, while he or another error comes in between.
    private static readonly string[] MappedErrors = ["alloc:0 take:0 map:0 fail:0.200@1|give:0", "alloc:0 take:0 map:0 give:0@1|fail:0.200", "alloc:0 take:0 map:0 fail:0.200@1|fail:0.5"];

    /// <summary>Errors that are taken back: of a free hugepage, of one in use, of pages of their own.</summary>
    private static readonly RunPlan TakenBack = RunPlan.Parse("order=9 blocks=2 : alloc:0 alloc:1 fail:0.70 unpoison:0 take:0 fail:1.3 unpoison:1.3 fail:1.70 unpoison:1 give:0 dissolve:1 dissolve:0 fail:0.5 unpoison:0.5 alloc:0 fail:1.511 alloc:1 unpoison:1.511 alloc:1");

    /// <summary>Pages that are taken out of use: of a free hugepage, of one that has an error, of none.</summary>
    private static readonly RunPlan TakenOut = RunPlan.Parse("order=9 blocks=2 : alloc:0 offline:0.70 offline:0.70 offline:0.5 alloc:1 take:1 fail:1.70 give:1 offline:1 offline:1.64 offline:1.70 offline:1");

    // The error of a hugepage that is free again is taken back, and the hugepage is freed meanwhile.
    private static readonly string[] TakenBackMeanwhile = ["alloc:0 take:0 fail:0 give:0 unpoison:0@1|empty:0", "alloc:0 take:0 fail:0 give:0 unpoison:0@1|dissolve:0"];

    /// <summary>Errors in hugepages that somebody has mapped: he is unmapped, and what is left is dissolved.</summary>
    private static readonly RunPlan Mapped = RunPlan.Parse("order=9 blocks=2 : alloc:0 alloc:1 take:0 map:0 map:1 fail:0.70 fail:1.70 give:0 give:1 surplus:0 surplus:1 map:0 map:1 fail:0.3 give:1 dissolve:0 dissolve:1");

    /// <summary>Errors in hugepages in use, free, and in pages of their own.</summary>
    private static readonly RunPlan Failing = RunPlan.Parse("order=9 blocks=2 : alloc:0 alloc:1 take:0 fail:0.70 fail:0.3 fail:0.70 give:0 dissolve:0 fail:1 alloc:1 fail:1.511 alloc:0");

    // A reader, preempted between its loads by somebody who is himself preempted at every eighth of his points: so it meets the states on the way. It asks about the head, and about tails.
    private static readonly string[] Lookups = ["look:0.64@{0}|alloc:0@{1}", "alloc:0 look:0.64@{0}|dissolve:0@{1}", "alloc:0 look:0.65@{0}|dissolve:0@{1}", "alloc:0 look:0@{0}|dissolve:0@{1}"];

    /// <summary>The parts, in order.</summary>
    /// <param name="sequences">how many generated sequences of 2 MiB hugepages.</param>
    /// <param name="seed">where they start.</param>
    public static IReadOnlyList<Part> Parts(int sequences, ulong seed) =>
    [
        new("each allocation fails, 2 MiB", laboratory => Failures(laboratory, Visit)),
        new("each allocation fails, in batches, beyond the pool's size, with errors of memory", laboratory => Failures(laboratory, Batches).Concat(Failures(laboratory, Surplus)).Concat(Failures(laboratory, Failing)).Concat(Failures(laboratory, TakenBack)).Concat(Failures(laboratory, TakenOut)).Concat(Failures(laboratory, Mapped))),
        new("demotion, each allocation fails", laboratory => Failures(laboratory, Demotion)),
        new("boot memory, each allocation fails", laboratory => Boots.SelectMany(text => Failures(laboratory, RunPlan.Parse($"order=11 blocks=1 spare=16 : {text}"))).Where(plan => plan.IsBoot)),
        new("two actors, a preemption at each point", laboratory => Preemptions(laboratory, "order=9 blocks=2", Races)),
        new("memory failure, a preemption at each point", laboratory => Preemptions(laboratory, "order=9 blocks=2", Errors)),
        new("memory failure of mapped hugepages, preemptions", laboratory => Preemptions(laboratory, "order=9 blocks=2", MappedErrors, MostPreemptions)),
        new("an error is taken back, a preemption at each point", laboratory => Preemptions(laboratory, "order=9 blocks=2", TakenBackMeanwhile)),
        new("two and three actors, generated interleavings", _ => Sampled(RunGen.Interleavings(MostPointsOfRace), 1, sequences, seed)),
        new("demotion, preemptions", laboratory => Preemptions(laboratory, "order=11 blocks=1 spare=16", Demotions, MostPreemptions).Concat(Preemptions(laboratory, "order=11 blocks=2 spare=16", DemotionsOfTwo, MostPreemptions))),
        new("a reader between its loads", Readers),
        new("allocations fail, 1 GiB", laboratory => GiganticFailures(laboratory, seed)),
        new("demotion, allocations fail, 1 GiB", laboratory => GiganticDemotions(laboratory, seed)),
        new("generated sequences, 2 MiB", _ => Generated(9, 3, sequences, seed)),
        new("generated sequences, 1 GiB", _ => Generated(Gigantic, 1, sequences / 40, seed)),
        new("generated sequences with reservations", _ => Sampled(RunGen.Promises(9, 3, CallsOfSequence), CallsOfSequence, sequences / 2, seed)),
        new("generated sequences with demotion", _ => Sampled(RunGen.Demotions(Small, CallsOfDemotion), CallsOfDemotion, sequences / 4, seed)),
    ];

    /// <summary>Generated sequences without end, for whoever has minutes: most of 2 MiB, every fiftieth of 1 GiB.</summary>
    public static IEnumerable<RunPlan> Endless(ulong seed)
    {
        for (var round = seed; ; round++)
        {
            foreach (var plan in Generated(9, 3, 50, round * 2654435761).Concat(Generated(Gigantic, 1, 1, round))
                .Concat(Sampled(RunGen.Demotions(Small, CallsOfDemotion), CallsOfDemotion, 10, round)).Concat(Sampled(RunGen.Interleavings(MostPointsOfRace), 1, 50, round * 2654435761)).Concat(Sampled(RunGen.Demotions(Gigantic, 4), CallsOfDemotion, 1, round))
                .Concat(Sampled(RunGen.Promises(9, 3, CallsOfSequence), CallsOfSequence, 20, round * 2654435761)))
            {
                yield return plan;
            }
        }
    }

    private static IEnumerable<RunPlan> Generated(int order, int blocks, int count, ulong seed)
    {
        var length = order == Gigantic ? 4 : CallsOfSequence;
        return Sampled(RunGen.Plans(order, blocks, length), CallsOfSequence, count, seed);
    }

    private static IEnumerable<RunPlan> Sampled(Gen<RunPlan> generator, int size, int count, ulong seed)
    {
        for (var i = 0; i < count; i++)
        {
            yield return generator.Sample(1, new Rnd(seed + (ulong)i, Gamma), size)[0];
        }
    }

    private static IEnumerable<RunPlan> Machines(RunPlan plan) =>
        from boot in new[] { false, true }
        from lazy in new[] { false, true }
        select plan with { IsBoot = boot, IsLazy = lazy };

    private static IEnumerable<RunPlan> Failures(Laboratory laboratory, RunPlan plan) =>
        from machine in Machines(plan)
        let count = laboratory.Run(machine).Allocations
        from failing in Enumerable.Range(0, count + 1)
        from fail in failing == 0 ? [(To: 0, Every: 1)] : new (int To, int Every)[] { (failing, 1), (int.MaxValue, 1), (int.MaxValue, 2) }
        select machine with { FailFrom = failing, FailTo = fail.To, FailEvery = fail.Every };

    // Of thousands of allocations those of the optimise, which get page tables, and of the restore the first, the last, and some in between.
    private static IEnumerable<RunPlan> GiganticFailures(Laboratory laboratory, ulong seed)
    {
        var count = laboratory.Run(GiganticVisit).Allocations;
        yield return GiganticVisit;
        yield return GiganticVisit with { IsBoot = true, IsLazy = true };
        yield return GiganticVisit with { IsBoot = true, Calls = [new(new Call(CallKind.Boot, 0)), .. GiganticVisit.Calls.Skip(1), GiganticVisit.Calls[0]] };
        var tables = GiganticVisit.PagesPerBlock / 512;
        var random = new Random((int)(seed % int.MaxValue));
        IEnumerable<int> failing = [.. Enumerable.Range(1, tables + 1), count, .. Enumerable.Range(0, SeededFailures).Select(_ => random.Next(tables + 2, Math.Max(tables + 3, count)))];
        foreach (var (number, i) in failing.Distinct().Order().Select((number, i) => (number, i)))
        {
            yield return GiganticVisit with { FailFrom = number, FailTo = number, IsBoot = i % 2 == 1, IsLazy = i % 4 > 1 };
        }
        // Since v6.8 a page table that could not be got is asked for again later, with other allocations between.
        foreach (var plan in from number in new[] { 1, 2, tables } from every in new[] { 1, 2, 3 } select GiganticVisit with { FailFrom = number, FailTo = number + tables, FailEvery = every, IsLazy = every != 1 })
        {
            yield return plan;
        }
    }

    // The first and the last allocations of the restore, the first ones of the optimise after it, and some in between.
    private static IEnumerable<RunPlan> GiganticDemotions(Laboratory laboratory, ulong seed)
    {
        var made = laboratory.Run(GiganticDemotion with { Calls = [.. GiganticDemotion.Calls.Take(1)] }).Allocations;
        var all = laboratory.Run(GiganticDemotion).Allocations;
        yield return GiganticDemotion;
        yield return GiganticDemotion with { IsBoot = true, IsLazy = true };
        var (restored, random) = (made + GiganticDemotion.PagesPerBlock - 1, new Random((int)(seed % int.MaxValue)));
        IEnumerable<int> failing = [made + 1, restored, restored + 1, restored + 2, .. Enumerable.Range(0, SeededDemotions).Select(_ => random.Next(made + 1, all + 1))];
        foreach (var (number, i) in failing.Distinct().Order().Select((number, i) => (number, i)))
        {
            yield return GiganticDemotion with { FailFrom = number, FailTo = i % 3 == 2 ? int.MaxValue : number, IsBoot = i % 2 == 1, IsLazy = i % 4 > 1 };
        }
    }

    private static IEnumerable<RunPlan> Preemptions(Laboratory laboratory, string machine, IEnumerable<string> races, int most = int.MaxValue)
    {
        foreach (var text in races)
        {
            foreach (var lazy in new[] { false, true })
            {
                var plan = RunPlan.Parse($"{machine} lazy={(lazy ? 1 : 0)} : {text}");
                var points = laboratory.Run(At(plan, 0)).Points.First;
                var apart = Math.Max(1, points / most);
                for (var at = 1; at <= points; at += apart)
                {
                    yield return At(plan, at);
                }
            }
        }
    }

    private static IEnumerable<RunPlan> Readers(Laboratory laboratory)
    {
        foreach (var text in Lookups)
        {
            foreach (var lazy in new[] { false, true })
            {
                var (loads, points) = laboratory.Run(Plan(0, 0)).Points;
                foreach (var plan in from at in Enumerable.Range(1, loads) from back in Enumerable.Range(1, points) where back % PointsApart == 0 select Plan(at, back))
                {
                    yield return plan;
                }

                RunPlan Plan(int at, int back) => RunPlan.Parse($"order=9 blocks=1 lazy={(lazy ? 1 : 0)} : {string.Format(CultureInfo.InvariantCulture, text, at, back)}");
            }
        }
    }

    private static RunPlan At(RunPlan plan, int point) => plan with { Calls = [.. plan.Calls.Select(call => call.IsRace ? new([call.Racers[0] with { Stops = [point] }, .. call.Racers.Skip(1)]) : call)] };
}
