using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Vmemmap.Properties.Checking.Dependence;

namespace Vmemmap.Properties.Checking;

/// <summary>Checks those instances of one invariant that the changes of a step call for.</summary>
internal sealed class BoundCheck
{
    private readonly int[] variables;
    private readonly int[] counts;
    private readonly CompiledTruth[][] premises;
    private readonly CompiledTruth conclusion;
    private readonly List<Binding> pending = [];
    private readonly (int From, int To, int Stride)[] ranges;
    private readonly int[] values = new int[Variables.Count];
    private int[] cells = [];

    public BoundCheck(Invariant<Bit, Num> invariant, Invariant<TracedTruth, TracedNumber> traced, State<TracedTruth, TracedNumber> state, Scope scope)
    {
        Invariant = invariant;
        variables = [.. invariant.Indices.Select(index => (int)index)];
        counts = [.. invariant.Indices.Select(scope.Count)];
        ranges = new (int, int, int)[variables.Length];
        var compiler = new CompiledTerms(scope);
        premises = [.. Enumerable.Range(0, variables.Length + 1).Select(depth => traced.Premises
            .Where(premise => premise.Variables == depth)
            .Select(premise => compiler.Compile(premise.Holds(state, TracedTables.Variables).Term))
            .ToArray())];
        conclusion = compiler.Compile(traced.Conclusion(state, TracedTables.Variables).Term);
        Dictionary<string, int> identities = [];
        Triggers = [.. ReadSites.Of(traced, state).Select(site => (site.Read.Table, new Trigger(site, invariant.Indices, compiler, Identify)))];

        int Identify(string text)
        {
            identities.TryAdd(text, identities.Count);
            return identities[text];
        }
    }

    public Invariant<Bit, Num> Invariant { get; }

    /// <summary>What calls for a check, by table.</summary>
    public IReadOnlyList<(TableLayout Table, Trigger Trigger)> Triggers { get; }

    /// <summary>Remembers instances to check, unless others remembered include them.</summary>
    public void Add(in Binding binding)
    {
        foreach (var other in pending)
        {
            if (other.Includes(binding))
            {
                return;
            }
        }
        pending.Add(binding);
    }

    /// <summary>Checks all instances remembered and forgets them.</summary>
    /// <param name="before">the cells before the step.</param>
    /// <param name="after">the cells after it.</param>
    /// <param name="at">values of the variables for which the invariant is false.</param>
    public bool IsViolated(int[] before, int[] after, out At<Num> at)
    {
        (at, cells) = (default, after);
        var violated = false;
        foreach (var binding in pending)
        {
            if (Prepare(binding, before, after) && Search(binding, 0))
            {
                (at, violated) = (Variables.ToAt(values), true);
                break;
            }
        }
        pending.Clear();
        return violated;
    }

    // False where a variable would get a value that it cannot have.
    private bool Prepare(in Binding binding, int[] before, int[] after)
    {
        Array.Clear(values);
        for (var position = 0; position < counts.Length; position++)
        {
            ranges[position] = (0, counts[position] - 1, 1);
            if ((binding.Mask >> position & 1) != 0)
            {
                var value = binding.Value(position);
                values[variables[position]] = value;
                ranges[position] = (value, value, 1);
                if ((uint)value >= (uint)counts[position])
                {
                    return false;
                }
            }
        }
        foreach (var candidate in binding.Trigger.Candidates)
        {
            var (one, other) = (candidate.Code(before, values), candidate.Code(after, values));
            if (!Limit(candidate.Position, Math.Min(one, other), Math.Max(one, other)))
            {
                return false;
            }
        }
        return true;
    }

    // The variable can have two values only, if it can have them at all.
    private bool Limit(int position, int low, int high)
    {
        var (from, to, _) = ranges[position];
        (low, high) = (IsIn(low) ? low : high, IsIn(high) ? high : low);
        ranges[position] = (low, high, Math.Max(high - low, 1));
        return IsIn(low);

        bool IsIn(int value) => value >= from && value <= to;
    }

    private bool Search(in Binding binding, int depth)
    {
        foreach (var condition in binding.Trigger.Conditions)
        {
            if (condition.Depth == depth && binding.Index(condition.Axis) is >= 0 and var index && condition.Code(cells, values) != index)
            {
                return false;
            }
        }
        foreach (var premise in premises[depth])
        {
            if (!premise(cells, values))
            {
                return false;
            }
        }
        if (depth == counts.Length)
        {
            return !conclusion(cells, values);
        }
        var (from, to, stride) = ranges[depth];
        for (var value = from; value <= to; value += stride)
        {
            values[variables[depth]] = value;
            if (Search(binding, depth + 1))
            {
                return true;
            }
        }
        return false;
    }
}
