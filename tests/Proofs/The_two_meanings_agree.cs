using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;
using Vmemmap.Tests.Sequences;

namespace Vmemmap.Tests.Proofs;

/// <summary>What is proved is what is executed: guard and effect of every step, as terms, evaluated in concrete states.</summary>
public sealed class The_two_meanings_agree
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Symbolic_guard_and_effect_give_what_the_concrete_step_gives(string name)
    {
        const int steps = 3_000;
        var instance = new Instance(Catalogue.Find(name)!, Catalogue.Find(name)!.SmallScope);
        TermBank.Reset();
        var symbolic = new Machine<Formula, Integer>(instance.Design).Steps
            .ToDictionary(s => s.Name, s => new SymbolicStep(instance.Design, s, instance.Memory));
        (Step<Bit, Num> Step, At<Num> At)[] choices = [.. instance.Machine.Steps
            .SelectMany(step => Assignments.Of(step.Parameters, instance.Scope).Select(at => (step, at)))];
        var random = new Random(1);
        var taken = instance.Machine.Steps.ToDictionary(s => s.Name, _ => 0);
        var waitLong = instance.Machine.Steps.Where(step => WaitsLong(instance.Machine, step)).Select(step => step.Name).ToHashSet();

        var isOfFile = false;
        // What a step that is so rare does is compared in the other designs that have it.
        string[] meant = [.. taken.Keys.Where(step => !Generated_sequences.TooRare.Contains((name, step)))];
        for (var i = 0; i < steps || meant.Any(step => taken[step] == 0); i++)
        {
            Assert.True(i < 600_000, $"{name}: never enabled: {string.Join(", ", meant.Where(step => taken[step] == 0))}");
            var asked = choices[random.Next(choices.Length)];
            Assert.True(
                symbolic[asked.Step.Name].IsEnabled(asked.At, instance) == instance.IsEnabled(asked.Step, asked.At),
                $"{name}: guards of {asked.Step.Name} differ");

            // The step taken least often goes next: a blind choice would wander among pins and readers. Bad luck is rare: bad memory never gets well again. So is a hugepage of a file: once memory failure has left its reference there, it never moves again. So is a step for which memory failure waits long: else nothing ever comes in between.
            var (isUnlucky, isPatient) = (random.Next(60) == 0, waitLong.Count > 0 && random.Next(50) > 0);
            var enabled = choices.Where(c => (isUnlucky || c.Step.Mishap == Mishap.None) && (isOfFile || c.Step.Name != "leave-file-page") && !(isPatient && waitLong.Contains(c.Step.Name)) && instance.IsEnabled(c.Step, c.At)).ToList();
            if (enabled.Count == 0)
            {
                // The kernel has oopsed, or nothing goes on without bad luck.
                if (instance.State.Oops.Value.IsTrue)
                {
                    instance.Boot();
                }
                continue;
            }
            var least = random.Next(3) == 0 ? enabled[random.Next(enabled.Count)].Step : enabled.MinBy(c => (taken[c.Step.Name], random.Next())).Step;
            var candidates = enabled.Where(c => c.Step == least).ToList();
            var (step, at) = candidates[random.Next(candidates.Count)];
            var expected = symbolic[step.Name].Successor(at, instance);
            Assert.True(symbolic[step.Name].IsEnabled(at, instance), $"{name}: guards of {step.Name} differ");
            instance.Take(step, at);
            taken[step.Name]++;
            Assert.True(instance.Memory.Cells.SequenceEqual(expected), $"{name}: effects of {step.Name} differ");
            // What the page allocator keeps for ever never moves again either.
            if (random.Next(300) == 0 || step.Name == "find-bad-page")
            {
                isOfFile = random.Next(4) == 0;
                instance.Boot();
            }
        }
    }

    private static bool WaitsLong(Machine<Bit, Num> machine, Step<Bit, Num> step) =>
        step is { Mishap: Mishap.None, At: [{ Actor: Actor.MemoryFailure }, ..] } && machine.WeightOf(step.Name) is { Waits: true, Of: < 10 };

    private static int ValueOf(string unknown, Shape shape, Scope scope, At<Num> at) =>
        new[] { Size.Pages, Size.Slots, Size.Pins, shape.ResetCount, shape.SpecialSlot }.FirstOrDefault(size => size.Name == unknown) is { } size
            ? size.In(scope)
            : at[Enum.Parse<Index>(unknown[(unknown.IndexOf('.', StringComparison.Ordinal) + 1)..], ignoreCase: true)].Value;

    // One step as terms: its guard's conjuncts, and every cell after it that is another term than before.
    private sealed class SymbolicStep
    {
        private readonly List<(Term Term, IReadOnlyList<Index> ForAll)> guard = [];
        private readonly List<(int Cell, Term Term)> changed = [];

        public SymbolicStep(Design design, Step<Formula, Integer> step, CellStore memory)
        {
            var unchanged = new SymbolicTables();
            var before = new State<Formula, Integer>(design.Shape, unchanged);
            var tables = new SymbolicTables();
            var after = new State<Formula, Integer>(design.Shape, tables);
            var at = default(At<Integer>);
            foreach (var index in Enum.GetValues<Index>())
            {
                at = at.With(index, new Integer(TermBank.Current.Unknown($"step.{index}")));
            }
            guard.AddRange(step.Guard.Select(c => (c.Holds(before, at).Term, c.ForAll)));
            step.Then(after, at);
            foreach (var table in memory.Layouts)
            {
                for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
                {
                    var (i, j, k) = table.IndicesOf(cell);
                    Term[] indices = [.. new[] { i, j, k }.Take(table.Indices.Count).Select(TermBank.Current.Integer)];
                    var term = tables.Read(table.Name, indices);
                    if (term != unchanged.Read(table.Name, indices))
                    {
                        changed.Add((cell, term));
                    }
                }
            }
        }

        public bool IsEnabled(At<Num> at, Instance instance) => guard.All(c => Assignments.Of(c.ForAll, instance.Scope, at)
            .All(each => Evaluator(each, instance).Of(c.Term) == 1));

        public int[] Successor(At<Num> at, Instance instance)
        {
            var evaluator = Evaluator(at, instance);
            int[] successor = [.. instance.Memory.Cells];
            foreach (var (cell, term) in changed)
            {
                successor[cell] = evaluator.Of(term);
            }
            return successor;
        }

        private static TermValue Evaluator(At<Num> at, Instance instance) => new(instance.Memory, unknown => ValueOf(unknown, instance.Machine.Shape, instance.Scope, at));
    }
}
