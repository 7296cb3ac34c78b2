using System.Collections.Concurrent;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Exploration;

namespace Vmemmap.Tests.Sequences;

/// <summary>Generated sequences at true geometry: three 2 MiB hugepages of 8 vmemmap pages with 64 struct pages each.</summary>
public sealed class Generated_sequences
{
    private const ulong Common = 7919;

    internal static readonly Seed Fixed = new(Common, 104729);

    // At most so many sequences. Where much must come together that is rare, the seed is one with which it does soon.
    private static readonly Dictionary<string, (int Sequences, ulong Seed)> Limits = new()
    {
        ["rfc-2020"] = (3200, Common),
        ["list-v3"] = (3200, Common),
        ["linux-5.14"] = (3200, Common),
        ["linux-5.18"] = (25600, Common),
        ["linux-5.18+pmd"] = (6400, Common),
        ["linux-6.1"] = (3200, Common),
        ["linux-6.1+pmd"] = (6400, Common),
        ["linux-6.1+unpoison"] = (12800, Common),
        ["linux-6.2"] = (12800, Common),
        ["linux-6.2+arm64"] = (12800, Common),
        ["linux-6.6"] = (12800, Common),
        ["linux-6.7"] = (25600, 3468),
        ["linux-6.7+s390"] = (25600, 104729),
        ["linux-6.12"] = (12800, 1),
        ["linux-6.12.118"] = (12800, 7272),
        ["linux-6.14"] = (25600, 2184),
        ["linux-6.15"] = (12800, 5),
        ["linux-6.17"] = (25600, 2184),
        ["linux-7.1"] = (25600, 2),
        ["linux-7.2"] = (12800, 5),
        ["linux-7.3"] = (12800, 5),
        ["dax-5.19"] = (3200, Common),
        ["dax-next"] = (3200, Common),
        ["corrected"] = (25600, Common),
        ["corrected+unchecked"] = (25600, 1386),
        ["corrected+unpoison"] = (25600, 2394),
        ["corrected+soft-offline"] = (25600, Common),
        ["corrected+pool"] = (25600, Common),
        ["corrected-5.18"] = (3200, Common),
    };

    // What was met, for all that is asked of it.
    private static readonly ConcurrentDictionary<string, (IReadOnlyDictionary<string, long> Fired, IReadOnlyDictionary<string, List<Trace>> Failures)> Met = [];

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Violate_what_is_refuted_and_nothing_else_and_take_every_step(string name)
    {
        var design = Catalogue.Find(name)!;

        var (fired, failures) = Met.GetOrAdd(name, Run);

        HashSet<string> violated = [.. failures.Keys];
        Assert.Subset(design.Refuted.Select(r => r.Invariant).ToHashSet(), violated);
        Assert.Superset(WithinReach(design).ToHashSet(), violated);
        Assert.All(fired, step => Assert.True(step.Value > 0 != TooRare.Contains((name, step.Key)), $"{name}: {step.Key} was {(step.Value > 0 ? "" : "never ")}taken in {fired.Values.Sum()} steps"));
    }

    private static (IReadOnlyDictionary<string, long> Fired, IReadOnlyDictionary<string, List<Trace>> Failures) Run(string name)
    {
        var (sequences, seed) = Limits[name];
        var reach = WithinReach(Catalogue.Find(name)!);
        SequenceRunner runner = new(Catalogue.Find(name)!);
        Dictionary<string, List<Trace>> failures = [];
        Dictionary<string, long> fired = [];
        for (var done = 0; done < sequences && (done == 0 || !reach.All(failures.ContainsKey) || fired.Any(step => step.Value == 0 && !TooRare.Contains((name, step.Key)))); done += Least)
        {
            var run = runner.Run(Fixed with { Value = seed + (ulong)done }, Least, length: 400);
            foreach (var (invariant, traces) in run.Failures)
            {
                (failures.TryGetValue(invariant, out var earlier) ? earlier : failures[invariant] = []).AddRange(traces);
            }
            foreach (var (step, times) in run.Fired)
            {
                fired[step] = fired.GetValueOrDefault(step) + times;
            }
        }
        return (fired, failures);
    }

    // So many sequences are run of every design, and as many again until the rarest step has been taken and the rarest violation met.
    private const int Least = 3200;

    // A page-aligned struct page that a walker has seen in use is a fake head when it asks: the whole way of a page there and back in between, as often as one in some sixty thousand sequences. A run to that step is
    // among those that show that no proof is vacuous. In 6.12.118 there is no way back for what was optimised once.
    private static readonly (string Design, string Step)[] TooRare = [("linux-6.12.118", "walker-reads-next"), ("linux-6.14", "walker-reads-next"), ("linux-6.17", "walker-reads-next")];

    // Two errors in a hugepage whose user goes during the second, where much else happens: in 6.15 within 51,200 sequences, in 5.18+pmd within 102,400, on s390 within 204,800 (a minute and a half). Its memory failure is that of the designs that these are made of, in which sequences meet it.
    private static readonly (string Design, string Invariant)[] RareViolations = [("linux-5.18+pmd", "lock-is-not-taken-twice"), ("linux-6.7+s390", "lock-is-not-taken-twice"), ("linux-6.15", "lock-is-not-taken-twice")];

    // What the explorer finds only where it leaves steps out sequences meet too rarely to count on it: a walker's reference in one of some thirty thousand.
    private static IReadOnlyList<string> WithinReach(Design design) => [.. design.Refuted.Where(refuted => refuted.Without.Count == 0 && !RareViolations.Contains((design.Name, refuted.Invariant))).Select(refuted => refuted.Invariant).Order()];

    // How far a walk over all states would be from that is not known beforehand: which way a sequence goes decides. Fewer tails than in the design's small scope may even be shorter.
    private const int FartherThanShortest = 2;

    // How failures are shrunk is one piece of code for all designs: the oldest has those that are longest on the way, this one of the released those of the most kinds that are found soon.
    private static readonly string[] Shrunk = ["rfc-2020", "linux-6.2", "corrected-5.18"];

    public static TheoryData<string> ShrunkDesigns => [.. Shrunk];

    public static TheoryData<string> OtherDesigns => [.. Catalogue.All.Select(d => d.Name).Except(Shrunk)];

    [Theory]
    [MemberData(nameof(ShrunkDesigns))]
    public void Shrink_to_within_two_steps_of_the_exhaustive_counterexample(string name) => MustShrink(name);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherDesigns))]
    public void So_they_do_in_every_other_design(string name) => MustShrink(name);

    private static void MustShrink(string name)
    {
        SequenceRunner runner = new(Catalogue.Find(name)!);
        var reach = WithinReach(Catalogue.Find(name)!);
        var failures = Met.GetOrAdd(name, Run).Failures;
        var known = Catalogue.Find(name)!.Refuted.ToDictionary(refuted => refuted.Invariant, refuted => refuted.Steps!.Value);

        var shrunk = failures.Where(f => reach.Contains(f.Key)).ToDictionary(f => f.Key, f => runner.Shrink([.. f.Value.Take(SequenceRunner.FailuresKept)]));

        Assert.Equal(reach, shrunk.Keys.Order());
        Assert.All(shrunk, s => Assert.True(
            s.Key == s.Value.Invariant && s.Value.Moves.Count <= known[s.Key] + FartherThanShortest, $"{name}: {s.Key} was shrunk to {s.Value.Moves.Count} steps, where {known[s.Key]} suffice"));
    }

    public static TheoryData<string, string> Bugs => Shortest_counterexamples.Bugs;

    public static TheoryData<string, string> OtherPairs => Shortest_counterexamples.OtherPairs;

    // A walker that sees a page in use, and takes its reference when the page has long been part of a hugepage that is remapped: the whole way of a page there and back in between.
    internal static readonly (string Design, string Bug)[] OutOfReach = [("corrected-5.18", "no-grace-period"), ("corrected-5.18", "count-loaded-last"), ("corrected-5.18", "unfrozen-while-restored"), ("linux-6.12", "unfrozen-while-restored"), ("linux-6.12.118", "unfrozen-while-restored"), ("linux-6.14", "unfrozen-while-restored"), ("linux-6.15", "unfrozen-while-restored"), ("linux-6.17", "unfrozen-while-restored"), ("linux-7.2", "unfrozen-while-restored")];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Find_a_seeded_bug(string name, string bugName) => MustFind(name, bugName);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherPairs))]
    public void Find_it_in_every_other_design(string name, string bugName) => MustFind(name, bugName);

    private static void MustFind(string name, string bugName)
    {
        var bug = SeededBugs.Find(bugName)!;

        var run = new SequenceRunner(Catalogue.Find(name)!, bug).Run(Fixed, sequences: OutOfReach.Contains((name, bugName)) ? 300 : 20_000, length: 400, until: bug.Violates);

        Assert.True(
            run.Failures.ContainsKey(bug.Violates) != OutOfReach.Contains((name, bugName)), $"{bugName} in {name}: {bug.Violates} was {(run.Failures.ContainsKey(bug.Violates) ? "" : "not ")}violated in {run.Steps} steps");
    }

    [Fact]
    public void Find_nearly_every_seeded_bug() => Assert.True(OutOfReach.Length <= 0.03 * Shortest_counterexamples.Pairs.Count, $"{OutOfReach.Length} of {Shortest_counterexamples.Pairs.Count}");

    [Fact]
    public void A_seed_replays_the_run_exactly()
    {
        var seed = Seed.Parse(Fixed.ToString());

        Assert.Equal(Summary(Fixed), Summary(seed));
        Assert.NotEqual(Summary(Fixed), Summary(seed with { Value = 1 }));

        static string Summary(Seed seed)
        {
            var run = new SequenceRunner(Linux518.Design).Run(seed, sequences: 20, length: 300);
            var failures = run.Failures.SelectMany(f => f.Value).Select(t => $"{t.Invariant} {string.Join(' ', t.Moves)}");
            return $"{string.Join(' ', run.Fired)} {string.Join('\n', failures)}";
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("7919")]
    [InlineData("7919:104728")]
    [InlineData("a:b")]
    public void A_text_that_is_no_seed_is_refused_in_one_sentence(string text)
    {
        var refused = Assert.Throws<FormatException>(() => Seed.Parse(text));

        Assert.Contains("such as 7919:104729", refused.Message, StringComparison.Ordinal);
    }
}
