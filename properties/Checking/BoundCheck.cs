using System.Runtime.InteropServices;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Checking.Dependence;
using Vmemmap.Properties.Compilation;

namespace Vmemmap.Properties.Checking;

/// <summary>Checks those instances of one invariant that the changes of a step call for.</summary>
internal sealed class BoundCheck
{
    private readonly int[] counts;
    private readonly Code<ViolationSearch> search;
    private readonly (int Position, Code<NumberCode> Code)[] candidates;

    // Bindings are large, so they are looked at where they lie.
    private readonly List<Binding> pending = [];
    private readonly int[] ranges;
    private readonly int[] wanted;
    private readonly int[] values = new int[Variables.Count];

    public BoundCheck(RecordedInvariant invariant, Recording recording)
    {
        var scope = recording.Scope;
        var (conditions, equalities) = (new List<Term>(), new List<Equality>());
        var tables = recording.Tables.ToDictionary(table => table.Name);
        Triggers = [.. ReadSites.Of(invariant)
            .Select(site => (Site: site, Table: tables[site.Cell.Table.Name]))
            .Select(read => (read.Table, new Trigger(read.Site, read.Table, invariant.Indices, conditions, equalities)))];
        if (conditions.Count > Values.Length)
        {
            throw new InvalidOperationException($"'{invariant.Name}' reads cells at {conditions.Count} computed indices: at most {Values.Length} can be told apart.");
        }
        var code = new CheckCode(recording.Tables, scope);
        counts = [.. invariant.Indices.Select(scope.Count)];
        search = code.Search(invariant, conditions);
        candidates = [.. equalities.Select(equality => (invariant.Indices.ToList().IndexOf(equality.Variable), code.Number(equality.Cell)))];
        (ranges, wanted) = (new int[3 * counts.Length], new int[conditions.Count]);
    }

    /// <summary>What calls for a check, by table.</summary>
    public IReadOnlyList<(TableLayout Table, Trigger Trigger)> Triggers { get; }

    /// <summary>Instances are remembered.</summary>
    public bool IsPending => pending.Count > 0;

    /// <summary>Remembers instances to check, unless others remembered include them.</summary>
    public void Add(in Binding binding)
    {
        foreach (ref readonly var other in CollectionsMarshal.AsSpan(pending))
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
        at = default;
        if (pending.Count == 0)
        {
            return false;
        }
        var violated = false;
        foreach (ref readonly var binding in CollectionsMarshal.AsSpan(pending))
        {
            if (TryPrepare(binding, before, after) && search.Value(after, ranges, wanted, values))
            {
                (at, violated) = (Variables.ToAt(values), true);
                break;
            }
        }
        pending.Clear();
        return violated;
    }

    // False where a variable would get a value that it cannot have.
    private bool TryPrepare(in Binding binding, int[] before, int[] after)
    {
        for (var position = 0; position < counts.Length; position++)
        {
            if ((binding.Fixed >> position & 1) == 0)
            {
                Range(position, 0, counts[position] - 1, 1);
                continue;
            }
            var value = binding.Variable(position);
            if ((uint)value >= (uint)counts[position])
            {
                return false;
            }
            Range(position, value, value, 1);
        }
        for (var condition = 0; condition < wanted.Length; condition++)
        {
            wanted[condition] = (binding.Wanted >> condition & 1) == 0 ? -1 : binding.Term(condition);
        }
        for (var number = 0; binding.Candidates >> number != 0; number++)
        {
            if ((binding.Candidates >> number & 1) != 0 && !TryLimit(candidates[number], before, after))
            {
                return false;
            }
        }
        return true;
    }

    // The variable can have two values only, if it can have them at all.
    private bool TryLimit((int Position, Code<NumberCode> Code) candidate, int[] before, int[] after)
    {
        var (one, other) = (candidate.Code.Value(before), candidate.Code.Value(after));
        var (from, to) = (ranges[3 * candidate.Position], ranges[3 * candidate.Position + 1]);
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        (low, high) = (IsIn(low) ? low : high, IsIn(high) ? high : low);
        Range(candidate.Position, low, high, Math.Max(high - low, 1));
        return IsIn(low);

        bool IsIn(int value) => value >= from && value <= to;
    }

    private void Range(int position, int first, int last, int step) =>
        (ranges[3 * position], ranges[3 * position + 1], ranges[3 * position + 2]) = (first, last, step);
}
