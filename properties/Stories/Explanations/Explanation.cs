using Vmemmap.Model;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>Why an invariant does not hold in a state: found by reading the invariant itself in the meaning of reasons, so it works for any invariant.</summary>
internal sealed class Explanation
{
    private Explanation(IReadOnlyList<Fact> blamed, IReadOnlyList<Fact> context) => (Blamed, Context) = (blamed, context);

    /// <summary>The cells because of which the conclusion is false.</summary>
    public IReadOnlyList<Fact> Blamed { get; }

    /// <summary>The cells because of which the premises hold.</summary>
    public IReadOnlyList<Fact> Context { get; }

    public static Explanation Of(RetoldCounterexample told)
    {
        var machine = new Machine<Reasoned, Traced>(told.Design, told.Bug);
        var state = machine.NewState(new ReasonTables(told.Now.Memory));
        var invariant = machine.Find(told.Invariant.Name)!;
        var values = told.Trace.At.Select<Traced>(value => value.Value);
        List<Fact> blamed = [.. Distinct(invariant.Conclusion(state, values).Facts)];
        List<Fact> context = [.. Distinct(invariant.Premises.SelectMany(premise => premise(state, values).Facts)).Where(f => !blamed.Any(b => IsSameCell(b, f)))];
        return new(blamed, context);
    }

    // One cell may be read several times; the reading that says what was wanted says most.
    private static IEnumerable<Fact> Distinct(IEnumerable<Fact> facts) =>
        facts.GroupBy(f => (f.Table, f.I, f.J, f.K)).Select(same => same.FirstOrDefault(f => f.Wanted is not null) ?? same.First());

    private static bool IsSameCell(Fact left, Fact right) => (left.Table, left.I, left.J, left.K) == (right.Table, right.I, right.J, right.K);
}
