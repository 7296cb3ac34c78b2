using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Proofs.Induction;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>One obligation of an induction, tested in concrete states by executing the machine: what a solver says of them is not looked at.</summary>
internal sealed class ConcreteObligation
{
    private readonly Instance instance;
    private readonly IReadOnlyList<Invariant<Bit, Num>> assumed;
    private readonly Step<Bit, Num>? step;
    private readonly Invariant<Bit, Num> goal;

    public ConcreteObligation(Instance instance, Obligation obligation)
    {
        this.instance = instance;
        assumed = obligation.Step == Obligation.Initially ? Initial<Bit, Num>.Conditions : instance.Machine.Lemmas;
        step = instance.Machine.Steps.FirstOrDefault(s => s.Name == obligation.Step);
        goal = instance.Machine.Properties.Concat(instance.Machine.Lemmas).Single(invariant => invariant.Name == obligation.Invariant);
    }

    /// <summary>Where the obligation fails in the transition; null where it does not, where what is assumed does not hold, or where the step stores to a cell that there is not.</summary>
    public At<Num>? Failure(Transition transition)
    {
        instance.GoToStartOf(transition);
        if (assumed.Any(invariant => instance.Violation(invariant) is not null))
        {
            return null;
        }
        if (step is not null)
        {
            if (!instance.IsEnabled(step, transition.At))
            {
                return null;
            }
            instance.Take(step, transition.At);
        }
        return instance.HasMissed() ? null : instance.Violation(goal);
    }

    /// <summary>
    /// The transition with as many cells as can be as they are where runs begin: what is left is what it is about. Its invariant may be violated for other values.
    /// </summary>
    /// <param name="transition">one in which the obligation fails.</param>
    public Transition Shrunk(Transition transition)
    {
        transition = WithoutActors(RenamedFrames(transition));
        int[] cells = [.. transition.Before];
        var hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            for (var cell = 0; cell < cells.Length; cell++)
            {
                var value = cells[cell];
                if (value == instance.BootCells[cell])
                {
                    continue;
                }
                cells[cell] = instance.BootCells[cell];
                if (Fails(transition with { Before = cells }))
                {
                    hasChanged = true;
                }
                else
                {
                    cells[cell] = value;
                }
            }
        }
        return transition with { Before = cells };
    }

    // Tables with the same indices belong together, as those of memory failure do: of all that may be as in the beginning at once, the most.
    private Transition WithoutActors(Transition transition)
    {
        var groups = instance.Memory.Layouts.GroupBy(table => string.Join(' ', table.Indices)).Select(group => group.ToList()).ToList();
        return Enumerable.Range(0, 1 << groups.Count)
            .OrderByDescending(chosen => int.PopCount(chosen))
            .Select(chosen => Reset(transition, groups.Where((_, number) => (chosen >> number & 1) != 0).SelectMany(tables => tables)))
            .First(Fails);
    }

    private Transition Reset(Transition transition, IEnumerable<TableLayout> tables)
    {
        int[] cells = [.. transition.Before];
        foreach (var table in tables)
        {
            instance.BootCells.Skip(table.Offset).Take(table.Length).ToArray().CopyTo(cells, table.Offset);
        }
        return transition with { Before = cells };
    }

    // Which frame is which matters to nobody but a reader: two change names where more cells are as in the beginning then.
    private Transition RenamedFrames(Transition transition)
    {
        for (var a = 0; a < instance.Scope.Frames; a++)
        {
            for (var b = a + 1; b < instance.Scope.Frames; b++)
            {
                var renamed = Exchanged(transition, a, b);
                if (Differing(renamed) < Differing(transition) && Fails(renamed))
                {
                    transition = renamed;
                }
            }
        }
        return transition;
    }

    private int Differing(Transition transition) => transition.Before.Zip(instance.BootCells).Count(cell => cell.First != cell.Second);

    private Transition Exchanged(Transition transition, int a, int b)
    {
        int[] cells = [.. transition.Before];
        foreach (var table in instance.Memory.Layouts)
        {
            for (var number = table.Offset; number < table.Offset + table.Length; number++)
            {
                var (i, j, k) = table.IndicesOf(number);
                int[] indices = [i, j, k];
                var from = table.Indices.Select((index, axis) => (index == Index.Frame ? Other(indices[axis]) - indices[axis] : 0) * table.Stride(axis)).Sum();
                var value = transition.Before[number + from];
                cells[number] = table.Values is { Of: Index.Frame } ? Other(value) : value;
            }
        }
        var frame = Other(transition.At.Frame.Value);
        return transition with { Before = cells, At = step?.Parameters.Contains(Index.Frame) == true ? transition.At.With(Index.Frame, frame) : transition.At };

        int Other(int frame) => frame == a ? b : frame == b ? a : frame;
    }

    private bool Fails(Transition transition) => Failure(transition) is not null;
}
