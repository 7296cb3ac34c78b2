using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Checking.Dependence;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Sequences;

/// <summary>How to find values for the parameters of a step with which it is enabled, testing each conjunct of its guard as early as possible.</summary>
internal sealed class StepPlan
{
    // Parameters that guards speak of alone come first, those that only take part in a translation later, and slots, which guards hardly read, last.
    private static readonly Index[] Order = [Index.Folio, Index.Pin, Index.Entry, Index.Page, Index.Frame, Index.Slot];

    private readonly Memory memory;
    private readonly Index[] parameters;
    private readonly int[] counts;
    private readonly Test[][] tests;
    private readonly int[] values = new int[Variables.Count];

    public StepPlan(Instance instance, Step<Bit, Num> step, Step<TracedTruth, TracedNumber> traced, State<TracedTruth, TracedNumber> state)
    {
        memory = instance.Memory;
        Step = step;
        Weight = StepWeights.Of(step.Name);
        parameters = [.. Order.Where(step.Parameters.Contains)];
        counts = [.. parameters.Select(instance.Scope.Count)];
        var compiler = new CompiledTerms(instance.Scope);
        var guard = traced.Guard.Select(conjunct => (conjunct.Holds(state, TracedTables.Variables).Term, conjunct.ForAll)).ToArray();
        tests = [.. Enumerable.Range(0, parameters.Length + 1).Select(depth => guard
            .Where(conjunct => DepthOf(conjunct.Term.Variables, conjunct.ForAll) == depth)
            .Select(conjunct => new Test(
                compiler.Compile(conjunct.Term), [.. conjunct.ForAll.Select(index => (int)index)], [.. conjunct.ForAll.Select(instance.Scope.Count)]))
            .ToArray())];
        Actor = guard.SelectMany(conjunct => conjunct.Term.Reads).Select(read => read.Table.Name).FirstOrDefault("");
    }

    public Step<Bit, Num> Step { get; }

    public int Weight { get; }

    /// <summary>Whose step it is: the table that the guard looks at first, such as a program counter.</summary>
    public string Actor { get; }

    /// <summary>Finds values with which the step is enabled, trying those wished for first.</summary>
    /// <param name="wish">preferred values.</param>
    /// <param name="mustBeFolio">the only folio to try, or -1 for all.</param>
    /// <param name="at">the values found.</param>
    public bool Find(in At<int> wish, int mustBeFolio, out At<Num> at)
    {
        Array.Clear(values);
        var found = Search(wish, mustBeFolio, 0);
        at = found ? Variables.ToAt(values) : default;
        return found;
    }

    private bool Search(in At<int> wish, int mustBeFolio, int depth)
    {
        foreach (var test in tests[depth])
        {
            if (!test.Holds(memory.Array, values, 0))
            {
                return false;
            }
        }
        if (depth == parameters.Length)
        {
            // Variables of quantified conjuncts share the array with parameters; what is no parameter is not part of a move.
            return Settled();
        }
        var (index, count) = (parameters[depth], counts[depth]);
        if (index == Index.Folio && mustBeFolio >= 0)
        {
            values[(int)index] = mustBeFolio;
            return Search(wish, mustBeFolio, depth + 1);
        }
        var wished = count == 0 ? 0 : wish[index] % count;
        for (var more = 0; more < count; more++)
        {
            var value = wished + more;
            values[(int)index] = value < count ? value : value - count;
            if (Search(wish, mustBeFolio, depth + 1))
            {
                return true;
            }
        }
        return false;
    }

    private bool Settled()
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (!parameters.Contains((Index)index))
            {
                values[index] = 0;
            }
        }
        return true;
    }

    private int DepthOf(int variables, IReadOnlyList<Index> forAll) => Enumerable.Range(0, parameters.Length)
        .Where(position => (variables >> (int)parameters[position] & 1) != 0 && !forAll.Contains(parameters[position]))
        .Select(position => position + 1)
        .DefaultIfEmpty(0)
        .Max();

    private sealed record Test(CompiledTruth Code, int[] ForAll, int[] Counts)
    {
        public bool Holds(int[] cells, int[] values, int from)
        {
            if (from == ForAll.Length)
            {
                return Code(cells, values);
            }
            for (var value = 0; value < Counts[from]; value++)
            {
                values[ForAll[from]] = value;
                if (!Holds(cells, values, from + 1))
                {
                    return false;
                }
            }
            return true;
        }
    }
}
