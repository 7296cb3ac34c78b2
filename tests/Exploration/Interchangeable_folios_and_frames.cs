using Vmemmap.Bench.Peers;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;
using Vmemmap.Properties.Exploration.Symmetry;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Exploration;

/// <summary>Folios and frames differ in their names only: one state for all that are alike in everything else is enough.</summary>
public sealed class Interchangeable_folios_and_frames
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    // Small enough to walk from every renamed initial state, and to rename every state in every way.
    public static TheoryData<string, int, int, int, string[]> SmallMachines => new()
    {
        { "rfc-2020", 1, 4, 5, ["memory-failure", "read-compound-head", "pin", "page-to-user", "user-overwrites-frame"] },
        { "linux-5.14", 1, 3, 4, ["read-compound-head", "pin", "page-to-user", "frame-to-user"] },
        { "linux-5.18", 1, 3, 4, ["memory-failure", "read-compound-head", "pin", "page-to-user", "user-overwrites-frame"] },
        { "corrected-5.18", 2, 2, 4, ["memory-failure", "read-compound-head", "pin", "page-to-user", "frame-to-user", "dequeue"] },
        { "corrected-5.18", 1, 2, 3, ["pin", "page-to-user", "frame-to-user", "dequeue"] },
    };

    [Theory]
    [MemberData(nameof(SmallMachines))]
    public void Orbits_times_their_sizes_are_all_states(string name, int folios, int pages, int frames, string[] without)
    {
        var (recording, layout) = Record(name, folios, pages, frames, without);
        var everyName = NewNames.All(recording.Scope);
        var cells = recording.Initial.ToArray();

        // Every state: from every initial state that there is when all names are given in every way.
        PackedWalk all = new(recording, layout, 0, null, threads: 0, initial: [.. everyName.Select(names => layout.Pack(names.Apply(recording.Tables, cells)))]);
        Assert.True(all.Run((_, _) => { }, () => false, onWave: null, (table, _) => Assert.Fail(table)));
        PackedWalk reduced = new(recording, layout, 0, null, threads: 0, symmetric: true);
        Assert.True(reduced.Run((_, _) => { }, () => false, onWave: null, (table, _) => Assert.Fail(table)));

        var inOrbits = reduced.Discovered.Sum(words =>
        {
            // So many states differ from this one in names only: for each, as many ways to give names lead to it as lead to this one itself.
            layout.Unpack(words, cells);
            return everyName.Count / everyName.Count(names => names.Apply(recording.Tables, cells).AsSpan().SequenceEqual(cells));
        });
        Assert.Equal(all.Count, inOrbits);
        Assert.True(reduced.Count * 2 < all.Count, $"{reduced.Count} orbits for {all.Count} states reduce nothing.");
    }

    [Theory]
    [MemberData(nameof(SmallMachines))]
    public void All_states_that_differ_in_names_only_have_one_canonical_form_among_them(string name, int folios, int pages, int frames, string[] without)
    {
        var (recording, layout) = Record(name, folios, pages, frames, without);
        CanonicalForm canonical = new(layout, recording.Scope);
        PackedWalk walk = new(recording, layout, 0, null, threads: 0);
        walk.Run((_, _) => { }, () => walk.Count > 2_000, onWave: null, (table, _) => Assert.Fail(table));
        var cells = recording.Initial.ToArray();

        foreach (var words in walk.Discovered.Where((_, number) => number % 50 == 0))
        {
            layout.Unpack(words, cells);
            var orbit = NewNames.All(recording.Scope).Select(names => layout.Pack(names.Apply(recording.Tables, cells))).ToList();
            var forms = orbit.Select(Canonical).DistinctBy(form => Convert.ToHexString(Bytes(form))).ToList();
            Assert.Single(forms);
            Assert.Contains(orbit, state => state.AsSpan().SequenceEqual(forms[0]));
        }

        ulong[] Canonical(ulong[] state)
        {
            var form = state.ToArray();
            canonical.Apply(form);
            return form;
        }
    }

    // Two memory failures at once: millions of states. And designs whose frames come and go as in those before and after them.
    private static readonly string[] Wide = ["rfc-2020", "list-v3", "linux-6.2+arm64", "linux-6.6", "linux-6.7", "linux-6.7+s390", "linux-6.12", "linux-6.12.118", "linux-6.14", "linux-6.15", "linux-6.17", "linux-7.1", "linux-7.2", "linux-7.3"];

    public static TheoryData<string> NarrowDesigns => [.. Catalogue.All.Select(d => d.Name).Except(Wide)];

    public static TheoryData<string> WideDesigns => [.. Wide];

    [Theory]
    [MemberData(nameof(NarrowDesigns))]
    public void What_is_violated_and_after_how_many_steps_does_not_depend_on_names(string name) => MustBeTheSame(name);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(WideDesigns))]
    public void Nor_does_it_where_there_are_millions_of_states(string name) => MustBeTheSame(name);

    private static void MustBeTheSame(string name)
    {
        var design = Catalogue.Find(name)!;
        var spareFrames = Math.Max(1, design.SmallScope.Frames - design.SmallScope.Pages);
        Instance instance = new(design, design.SmallScope with { Pages = design.Layout.KeptPages + 1, Frames = design.Layout.KeptPages + 1 + spareFrames });
        var bounds = Bounds.Default with { Without = ["read-compound-head", "page-to-user", "pin"] };

        var (all, reduced) = (Explore(symmetric: false), Explore(symmetric: true));

        Assert.True(reduced.States < all.States, $"{reduced.States} states instead of {all.States} reduce nothing.");
        Assert.Equal(Lengths(all), Lengths(reduced));
        Assert.All(reduced.Violations.Values, trace => Assert.Null(Replay.Problem(instance, trace)));

        // Properties only: a lemma is never violated, whatever the names.
        ExplorationResult Explore(bool symmetric) => new Explorer(instance, bounds, instance.Machine.Properties, new() { Symmetric = symmetric }).Run();

        static IEnumerable<(string, int)> Lengths(ExplorationResult result) =>
            result.Violations.Select(v => (v.Key, v.Value.Moves.Count)).Order();
    }

    // Those that a walk over one hugepage with as few steps as these shows.
    private static readonly string[] Shallow =
    [
        "free-before-flush", "restore-stops-early", "map-before-copy", "tails-left-writable", "undo-forgets-frame", "restore-without-reset", "type-dropped-early", "type-set-late", "dequeue-ignores-poison", "raw-errors-dropped",
    ];

    // Each of them in the last design that it applies to.
    public static TheoryData<string, string> Bugs
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (var bug in Shortest_counterexamples.Bugs.Select(row => (Design: (string)row[0], Bug: (string)row[1])).Where(row => Shallow.Contains(row.Bug)).GroupBy(row => row.Bug))
            {
                cases.Add(bug.Last().Design, bug.Key);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_seeded_bug_is_found_among_two_hugepages_by_as_many_steps(string name, string bugName)
    {
        var (bounds, instance, violates) = Scene(name, bugName);
        Instance two = new(Catalogue.Find(name)!, instance.Scope with { Folios = 2, Frames = 2 * instance.Scope.Frames }, instance.Bug);
        var property = instance.Machine.Properties.Single(p => p.Name == violates);

        var one = new Explorer(instance, bounds, [property]).Run(new HashSet<string> { violates });
        var reduced = new Explorer(two, bounds, [two.Machine.Properties.Single(p => p.Name == violates)], new() { Symmetric = true }).Run(new HashSet<string> { violates });

        Assert.Equal(one.Violations[violates].Moves.Count, reduced.Violations[violates].Moves.Count);
        Assert.Null(Replay.Problem(two, reduced.Violations[violates]));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void No_design_tells_folios_or_frames_apart(string name)
    {
        var design = Catalogue.Find(name)!;

        Assert.Null(Interchangeable.Problem(Recording.Of(new Instance(design, design.SmallScope), Bounds.None)));
    }

    [Fact]
    public void A_machine_that_takes_the_lowest_frame_is_refused() => Assert.Equal(
        "The step 'Restore' uses a number as an index of 'free'.",
        Interchangeable.Problem(AbstractRecording.Of(new AbstractSize(Folios: 2, Pages: 4, Kept: 2, Errors: 8))));

    [Fact]
    public void A_step_that_orders_folios_is_refused()
    {
        var (bank, folio) = (TermBank.Current, TermBank.Current.Unknown("folio"));
        TableSymbol stage = new("stage", IsTruth: false, [Index.Folio]);
        var first = bank.Less(folio, bank.Integer(1));
        var design = Corrected518.Design;
        var recording = Recording.Of(new Instance(design, design.SmallScope), Bounds.None) with
        {
            Steps = [new("favour-the-first", [Index.Folio], [new("it is the first", first, [])], [new CellAssignment(stage, [folio], bank.Integer(0))])],
        };

        Assert.Equal("The step 'favour-the-first' computes with folios or frames, or orders them.", Interchangeable.Problem(recording));
    }

    private static (Recording Recording, PackedLayout Layout) Record(string name, int folios, int pages, int frames, string[] without)
    {
        var design = Catalogue.Find(name)!;
        Instance instance = new(design, design.SmallScope with { Folios = folios, Pages = pages, Frames = frames });
        var recording = Recording.Of(instance, Bounds.Default with { Without = without });
        return (recording, new PackedLayout(recording.Tables, recording.Scope, inRecords: true));
    }

    private static ReadOnlySpan<byte> Bytes(ulong[] words) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan());

    // The invariants that only a memory error can violate; all others are violated without one.
    private static readonly HashSet<string> NeedAnError = ["error-marks-no-other-page", "poison-recorded", "dissolved-flags-exact", "poison-contained"];

    [Fact]
    public void The_invariants_that_need_a_memory_error_to_be_violated_are_those_of_poison() => Assert.Subset(
        new Machine<Bit, Num>(Corrected518.Design).Properties.Where(p => p.Ids.Any(id => id.StartsWith('P'))).Select(p => p.Name).ToHashSet(), NeedAnError);

    // What the bugs of the mapping break needs no memory error, and the other way round no other users of frames.
    private static (Bounds Bounds, Instance Instance, string Violates) Scene(string design, string bugName)
    {
        var bug = SeededBugs.Find(bugName)!;
        string[] without = ["read-compound-head", NeedAnError.Contains(bug.Violates) ? "frame-to-user" : "memory-failure", "pin"];
        return (Bounds.Default with { Without = without }, new Instance(Catalogue.Find(design)!, Catalogue.Find(design)!.SmallScope, bug), bug.Violates);
    }
}
