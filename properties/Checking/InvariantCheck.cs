using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking;

/// <summary>Evaluates one invariant in concrete states, testing each premise as soon as its variables are known.</summary>
public sealed class InvariantCheck
{
    private readonly Index[] indices;
    private readonly int[] counts;
    private readonly Condition<Bit, Num>[][] premises;

    /// <summary>Prepares the check for one scope.</summary>
    public InvariantCheck(Invariant<Bit, Num> invariant, Scope scope)
    {
        Invariant = invariant;
        indices = [.. invariant.Indices];
        counts = [.. indices.Select(scope.Count)];
        premises = [.. Enumerable.Range(0, indices.Length + 1)
            .Select(depth => invariant.Premises.Where((_, number) => DepthOf(invariant, number) == depth).ToArray())];
    }

    /// <summary>The invariant.</summary>
    public Invariant<Bit, Num> Invariant { get; }

    /// <summary>Is the invariant violated for some values of its variables? Those not fixed by <paramref name="fixedVariables"/> range over all their values.</summary>
    /// <param name="state">the state.</param>
    /// <param name="at">in: the values of fixed variables; out: those of a violation.</param>
    /// <param name="fixedVariables">a bit for each variable, the outermost being bit 0, that keeps the value in <paramref name="at"/>.</param>
    public bool IsViolated(State<Bit, Num> state, ref At<Num> at, int fixedVariables = 0) => Search(state, ref at, fixedVariables, 0);

    /// <summary>Is the invariant violated for just these values of its variables?</summary>
    public bool IsViolatedAt(State<Bit, Num> state, At<Num> at) => IsViolated(state, ref at, fixedVariables: (1 << indices.Length) - 1);

    private static int DepthOf(Invariant<Bit, Num> invariant, int premise) => invariant.Depths.Count > 0 ? invariant.Depths[premise] : invariant.Indices.Count;

    private bool Search(State<Bit, Num> state, ref At<Num> at, int fixedVariables, int depth)
    {
        foreach (var premise in premises[depth])
        {
            if (!premise(state, at).IsTrue)
            {
                return false;
            }
        }
        if (depth == indices.Length)
        {
            return !Invariant.Conclusion(state, at).IsTrue;
        }
        if ((fixedVariables >> depth & 1) != 0)
        {
            return Search(state, ref at, fixedVariables, depth + 1);
        }
        for (var value = 0; value < counts[depth]; value++)
        {
            at = at.With(indices[depth], value);
            if (Search(state, ref at, fixedVariables, depth + 1))
            {
                return true;
            }
        }
        return false;
    }
}
