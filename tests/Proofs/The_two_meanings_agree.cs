using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.Vacuity;

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
        var design = Catalogue.Find(name)!;
        var witnesses = Covers.Of(name).Witnesses.Steps;
        var instance = new Instance(design, design.SmallScope);
        TermBank.Reset();
        var meant = new Machine<Formula, Integer>(design).Steps;
        var symbolic = meant.ToDictionary(s => s.Name, s => new SymbolicStep(design, s, instance.Memory));
        (Step<Bit, Num> Step, At<Num> At)[] choices = [.. instance.Machine.Steps
            .SelectMany(step => Assignments.Of(step.Parameters, instance.Scope).Select(at => (step, at)))];
        var random = new Random(1);
        var taken = instance.Machine.Steps.ToDictionary(s => s.Name, _ => 0);

        for (var i = 0; i < steps; i++)
        {
            var asked = choices[random.Next(choices.Length)];
            Assert.True(
                symbolic[asked.Step.Name].IsEnabled(asked.At, instance) == instance.IsEnabled(asked.Step, asked.At),
                $"{name}: guards of {asked.Step.Name} differ");

            // The step taken least often goes next: a blind choice would wander among pins and readers. Bad luck is rare: bad memory never gets well again.
            var isUnlucky = random.Next(60) == 0;
            var enabled = choices.Where(c => (isUnlucky || c.Step.Mishap == Mishap.None) && instance.IsEnabled(c.Step, c.At)).ToList();
            if (enabled.Count == 0)
            {
                // The kernel has oopsed, or nothing goes on without bad luck: where every frame is bad, nothing ever.
                if (instance.State.Oops.Value.IsTrue || random.Next(60) == 0)
                {
                    instance.Boot();
                }
                continue;
            }
            var least = random.Next(3) == 0 ? enabled[random.Next(enabled.Count)].Step : enabled.MinBy(c => (taken[c.Step.Name], random.Next())).Step;
            var candidates = enabled.Where(c => c.Step == least).ToList();
            var (step, at) = candidates[random.Next(candidates.Count)];
            MustAgree(name, symbolic[step.Name], instance, step, at);
            taken[step.Name]++;
            if (random.Next(300) == 0)
            {
                instance.Boot();
            }
        }

        Assert.True(taken.Values.Sum() > steps / 2 && taken.Values.Count(count => count > 0) > taken.Count / 2, $"{name}: the walk took {taken.Values.Sum()} steps, {taken.Values.Count(count => count > 0)} of {taken.Count} kinds");

        // Where such a walk never came to, a run does that shows that the step can be taken.
        foreach (var rare in meant.Where(step => taken[step.Name] == 0))
        {
            var witness = witnesses.Single(sought => sought.Name == rare.Name).Witness!;
            Instance there = new(design, witness.Scope);
            Assert.Null(Replay.Problem(there, [.. witness.Moves]));
            MustAgree(name, new SymbolicStep(design, rare, there.Memory), there, there.Machine.Steps.Single(step => step.Name == rare.Name), witness.At);
        }
    }

    private static void MustAgree(string name, SymbolicStep symbolic, Instance instance, Step<Bit, Num> step, At<Num> at)
    {
        var expected = symbolic.Successor(at, instance);
        Assert.True(symbolic.IsEnabled(at, instance) && instance.IsEnabled(step, at), $"{name}: guards of {step.Name} differ");
        instance.Take(step, at);
        Assert.True(instance.Memory.Cells.SequenceEqual(expected), $"{name}: effects of {step.Name} differ");
    }

    private static int ValueOf(string unknown, Shape shape, Scope scope, At<Num> at) =>
        new[] { Size.Pages, Size.Slots, Size.Pins, shape.ResetCount, shape.SpecialSlot, shape.CountedEnd }.FirstOrDefault(size => size.Name == unknown) is { } size
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
