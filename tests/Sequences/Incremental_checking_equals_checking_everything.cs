using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Sequences;

namespace Vmemmap.Tests.Sequences;

/// <summary>
/// After a step only what the step can have made false is checked, by compiled code. Here everything is checked besides, and the
/// two must agree after each step: nothing overlooked, no false alarm. Everything is checked by the concrete meaning; where many sequences more are run until a rare violation comes, by code
/// compiled for all values of the variables, which costs a tenth and is compared with the concrete meaning before.
/// </summary>
public sealed class Incremental_checking_equals_checking_everything
{
    private const int Length = 250;

    public static TheoryData<string> Designs => [.. Catalogue.All.Select(design => design.Name)];

    public static TheoryData<string, string> Bugs
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var bug in SeededBugs.All)
            {
                data.Add((Catalogue.All.LastOrDefault(bug.AppliesTo) ?? throw new InvalidOperationException($"{bug} applies to no design.")).Name, bug.Name);
            }
            return data;
        }
    }

    // Memory failure looks at a page and flags it when it has become a shared tail, or the head when the type has just gone: in one of some four thousand runs of this length.
    // And on s390 a driver's references go to a frame of another user and come back from the head, or the other way round: all of a hugepage's, hardly in six thousand sequences.
    private static readonly (string Design, string Invariant)[] TooRare =
    [
        ("linux-6.12", "no-store-through-shared-tail"), ("linux-6.12", "dissolved-flags-exact"), ("linux-6.12.118", "dissolved-flags-exact"), ("linux-7.1", "no-store-through-shared-tail"),
        ("linux-6.7+s390", "failed-restore-changes-nothing"), ("linux-6.7+s390", "nobody-holds-a-remapped-page"), ("linux-6.7+s390", "moved-only-when-listed"),
    ];

    // What has the same steps as a newer design is compared with the long tests.
    private static readonly string[] Older = ["linux-6.14"];

    public static TheoryData<string> NewerDesigns => [.. Catalogue.All.Select(design => design.Name).Except(Older)];

    public static TheoryData<string> OlderDesigns => [.. Older];

    [Theory]
    [MemberData(nameof(NewerDesigns))]
    public void In_every_design(string name) => MustAgree(name);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OlderDesigns))]
    public void And_in_those_with_the_same_steps(string name) => MustAgree(name);

    private static void MustAgree(string name)
    {
        var design = Catalogue.Find(name)!;
        string[] reach = [.. design.Refuted.Where(refuted => refuted.Without.Count == 0 && !TooRare.Contains((name, refuted.Invariant))).Select(refuted => refuted.Invariant)];

        var (steps, found) = InTurns(design, bug: null, least: 60, most: 4000, until: reach);

        Assert.True(steps > 3000, $"Only {steps} steps were compared.");
        Assert.Empty(reach.Except(found));
    }

    // Runs so many sequences at least, and more until these violations have been seen: one in each scope, then the next in each.
    private static (int Steps, HashSet<string> Found) InTurns(Design design, Bug? bug, int least, int most, params IReadOnlyList<string> until)
    {
        Comparison[] turns = [.. ScopesOf(design).Select(scope => new Comparison(new Instance(design, scope, bug)))];
        HashSet<string> found = [];
        for (var sequence = 0; sequence < most && (sequence < least || !found.IsSupersetOf(until)); sequence++)
        {
            var turn = turns[sequence % turns.Length];
            turn.Run(sequence, byCode: sequence >= least);
            found.UnionWith(turn.Found);
        }
        return (turns.Sum(turn => turn.Steps), found);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void At_the_sizes_of_a_2_MiB_hugepage(string name)
    {
        var design = Catalogue.Find(name)!;
        var comparison = new Comparison(new Instance(design, new(Folios: 3, Pages: 8, Slots: 64, Frames: 28, Pins: 2)));

        for (var sequence = 0; sequence < 4; sequence++)
        {
            comparison.Run(sequence, byCode: false);
        }

        Assert.True(comparison.Steps > 250, $"Only {comparison.Steps} steps were compared.");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void With_every_seeded_bug_which_it_finds(string name, string bugName)
    {
        var (design, bug) = (Catalogue.Find(name)!, SeededBugs.Find(bugName)!);
        var isOutOfReach = Generated_sequences.OutOfReach.Contains((name, bugName));

        var (_, found) = InTurns(design, bug, least: 10, most: isOutOfReach ? 10 : 600, until: bug.Violates);

        Assert.True(found.Contains(bug.Violates) || isOutOfReach, $"{bugName} was not found in {name}.");
    }

    /// <summary>Steps hardly ever change one thing alone; here single cells and rows get any value at all, in states that sequences lead to.</summary>
    [Theory]
    [MemberData(nameof(Designs))]
    public void After_writes_that_no_step_would_make(string name)
    {
        var design = Catalogue.Find(name)!;
        var comparison = new Comparison(new Instance(design, ScopeOf(design)));

        comparison.Disturb(rounds: 4000);

        Assert.True(comparison.Found.Count >= 25, $"Only these became false: {string.Join(", ", comparison.Found)}.");
    }

    // Small enough to check everything after each step, large enough for rows to be written in bulk and for two hugepages to meet.
    private static Scope ScopeOf(Design design) =>
        new(Folios: 2, Pages: 4, Slots: 4, Frames: 10, Pins: 2) { PagesPerTable = 3, FromMemblock = design.Shape.BeginsInMemblock ? 1 : 0 };

    // Where huge mappings are split: of each kind of memory, and two hugepages in one page table.
    private static IEnumerable<Scope> ScopesOf(Design design)
    {
        var scope = ScopeOf(design);
        return !design.Shape.SplitsPmds ? [scope] :
        [
            scope with { Map = MemoryMap.Boot },
            scope with { Map = MemoryMap.HotPlugged, PagesPerTable = scope.Pages, FoliosPerTable = 2 },
            .. design.Shape.AsksSelfHosted ? [scope with { Map = MemoryMap.SelfHosted }] : Array.Empty<Scope>(),
        ];
    }

    /// <summary>Runs generated sequences and compares the two ways to check after each step.</summary>
    private sealed class Comparison
    {
        private readonly Instance instance;
        private readonly Resolver resolver;
        private readonly InvariantCheck[] everything;
        private readonly IncrementalCheck incremental;
        private readonly Lazy<CompiledCheck[]> compiled;
        private readonly Gen<Operation[]> generator;
        private bool isCompiled;

        public Comparison(Instance instance)
        {
            this.instance = instance;
            resolver = new Resolver(instance);
            Invariant<Bit, Num>[] invariants = [.. instance.Machine.Properties, .. instance.Machine.Lemmas];
            var recorded = Recording.Of(instance, Bounds.None, invariants.Select(invariant => invariant.Name).ToHashSet()).Invariants.ToDictionary(one => one.Name);
            everything = [.. invariants.Select(invariant => new InvariantCheck(TestedEarly(invariant, recorded[invariant.Name]), instance.Scope))];
            compiled = new(() => [.. invariants.Select(invariant => new CompiledCheck(recorded[invariant.Name], instance))]);
            incremental = new IncrementalCheck(instance, invariants);
            generator = OperationGen.Sequences(instance, Length);
        }

        public int Steps { get; private set; }

        public HashSet<string> Found { get; } = [];

        /// <summary>Runs one sequence; everything is checked by its meaning, or by code.</summary>
        public void Run(int sequence, bool byCode)
        {
            if (byCode && !isCompiled)
            {
                AssertAgreement();
            }
            isCompiled = byCode;
            Run(generator.Sample(1, new Rnd(7919 + (ulong)sequence, 104729), Length)[0]);
        }

        // In the last states of sequences, and with cells changed at random: there most invariants are false.
        private void AssertAgreement()
        {
            var random = new Random(104729);
            var state = instance.Memory.Cells.ToArray();
            for (var round = 0; round < 50; round++)
            {
                Assert.Equal(ByMeaning().Order(), ByCode().Order());
                _ = Write(random);
            }
            state.CopyTo(instance.Memory.Cells);
        }

        public void Disturb(int rounds)
        {
            var random = new Random(7919);
            HashSet<int> before = [];
            for (var round = 0; round < rounds; round++)
            {
                if (round % 20 == 0)
                {
                    Lead(generator.Sample(1, new Rnd(104729 + (ulong)round, 7919), Length)[0].Take(random.Next(Length)));
                    before = Violated();
                }
                var state = instance.Memory.Cells.ToArray();
                var where = Write(random);
                List<(int Invariant, At<Num> At)> reported = [];
                incremental.AfterStep(reported);
                AssertEqual(before, Violated(), reported, where);
                state.CopyTo(instance.Memory.Cells);
                incremental.Restart();
            }
        }

        private void Lead(IEnumerable<Operation> operations)
        {
            instance.Boot();
            foreach (var operation in operations)
            {
                if (resolver.TryResolve(operation, out var number, out var at))
                {
                    instance.Take(instance.Machine.Steps[number], at);
                }
            }
            incremental.Restart();
        }

        // Each premise as soon as its variables have values, as properties are: else nearly all the time is spent on premises that are false whatever the rest.
        private static Invariant<Bit, Num> TestedEarly(Invariant<Bit, Num> invariant, RecordedInvariant recorded) => invariant with { Depths = [.. recorded.Premises.Select(premise => premise.Variables)] };

        // A few cells of up to four tables get values of their domains; tables declared one after the other often belong together.
        private string Write(Random random)
        {
            List<string> written = [];
            var layouts = instance.Memory.Layouts;
            var number = random.Next(layouts.Count);
            for (var tables = random.Next(1, 5); tables > 0; tables--)
            {
                var table = layouts[number];
                number = random.Next(3) == 0 ? random.Next(layouts.Count) : (number + 1) % layouts.Count;
                var first = random.Next(table.Length);
                var count = random.Next(2) == 0 ? 1 : table.RowLength - (first % table.RowLength);
                for (var cell = table.Offset + first; cell < table.Offset + first + count; cell++)
                {
                    instance.Memory.Cells[cell] = table.Values is { } domain
                        ? random.Next(domain.Low(instance.Scope), domain.High(instance.Scope) + 1)
                        : random.Next(2);
                    instance.Memory.Listener!.Changed(table, cell);
                }
                written.Add($"{table.Name} at {table.IndicesOf(table.Offset + first)}, {count} cell(s)");
            }
            return $"writing {string.Join(" and ", written)}";
        }

        private void Run(Operation[] operations)
        {
            instance.Boot();
            incremental.Restart();
            var before = Violated();
            List<(int Invariant, At<Num> At)> reported = [];
            foreach (var operation in operations)
            {
                if (!resolver.TryResolve(operation, out var number, out var at))
                {
                    continue;
                }
                var step = instance.Machine.Steps[number];
                Assert.True(instance.IsEnabled(step, at), $"Operation {operation} came to '{step.Name}' at {at}, which is not enabled.");
                instance.Take(step, at);
                Steps++;
                reported.Clear();
                incremental.AfterStep(reported);
                var after = Violated();
                AssertEqual(before, after, reported, $"step {Steps}, '{step.Name}' at {at}");
                before = after;
            }
        }

        // What was false before the step can be false for new values after it, or for the old ones: then the incremental check may say so or not.
        private void AssertEqual(HashSet<int> before, HashSet<int> after, List<(int Invariant, At<Num> At)> reported, string where)
        {
            foreach (var invariant in after.Except(before))
            {
                Found.Add(NameOf(invariant));
                Assert.True(reported.Exists(r => r.Invariant == invariant), $"The incremental check overlooked that {where} made '{NameOf(invariant)}' false.");
            }
            foreach (var (invariant, values) in reported)
            {
                Assert.True(
                    everything[invariant].IsViolatedAt(instance.State, values),
                    $"The incremental check says that {where} made '{NameOf(invariant)}' false for {values}, but it holds there.");
            }
        }

        private HashSet<int> Violated() => isCompiled ? ByCode() : ByMeaning();

        private HashSet<int> ByCode() => [.. Enumerable.Range(0, everything.Length).Where(number => compiled.Value[number].IsViolated(instance.Memory.Array))];

        private HashSet<int> ByMeaning() => [.. Enumerable.Range(0, everything.Length).Where(number =>
        {
            var at = default(At<Num>);
            return everything[number].IsViolated(instance.State, ref at);
        })];

        private string NameOf(int invariant) => everything[invariant].Invariant.Name;
    }

    /// <summary>One invariant for all values of its variables, compiled.</summary>
    private sealed class CompiledCheck
    {
        private readonly ViolationSearch search;
        private readonly int[] ranges;
        private readonly int[] values = new int[Variables.Count];

        public CompiledCheck(RecordedInvariant invariant, Instance instance)
        {
            search = new CheckCode(instance.Memory.Layouts, instance.Scope).Search(invariant, []);
            ranges = [.. invariant.Indices.SelectMany(index => new[] { 0, instance.Scope.Count(index) - 1, 1 })];
        }

        public bool IsViolated(int[] cells) => search(cells, ranges, [], values);
    }
}
