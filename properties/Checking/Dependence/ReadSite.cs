using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>One way in which an invariant depends on a table.</summary>
/// <param name="Read">the table and, as terms, the cell of it that is read.</param>
/// <param name="Uses">all that the invariant makes of the value there.</param>
/// <param name="Within">equalities of variables that stand in conjunction with every use: for other values of those variables the value read does not matter.</param>
public sealed record ReadSite(TableRead Read, IReadOnlyList<Use> Uses, IReadOnlyList<Equality> Within)
{
    /// <summary>Can a change of the cell from one value to the other make the invariant false?</summary>
    public bool Matters(int before, int after)
    {
        foreach (var use in Uses)
        {
            if (use.Matters(before, after))
            {
                return true;
            }
        }
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Read} {string.Join(", ", Uses)}{(Within.Count == 0 ? "" : " within ")}{string.Join(", ", Within)}";
}

/// <summary>What an invariant makes of a value that it reads.</summary>
/// <param name="Side">which changes of the use's truth can make the invariant false.</param>
public abstract record Use(Side Side)
{
    /// <summary>Can a change from one value to the other make the invariant false?</summary>
    public abstract bool Matters(int before, int after);
}

/// <summary>Any use: as a number to calculate with, or as an index.</summary>
public sealed record ValueUse() : Use(Side.Both)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after) => before != after;

    /// <inheritdoc/>
    public override string ToString() => "as a value";
}

/// <summary>A comparison with a constant.</summary>
/// <param name="Comparison">how they are compared.</param>
/// <param name="Constant">the constant.</param>
/// <param name="IsLeft">the constant is the left operand.</param>
public sealed record ThresholdUse(Comparison Comparison, int Constant, bool IsLeft, Side Side) : Use(Side)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after) => (Holds(before), Holds(after)) switch
    {
        (false, true) => Side.HasFlag(Side.Rising),
        (true, false) => Side.HasFlag(Side.Falling),
        _ => false,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Side} ({(IsLeft ? $"{Constant} {Comparison} it" : $"it {Comparison} {Constant}")})";

    private bool Holds(int value) => IsLeft ? Comparison.Holds(Constant, value) : Comparison.Holds(value, Constant);
}

/// <summary>A test for equality with a variable: the cell's old and new value are the only values of the variable that matter.</summary>
public sealed record VariableUse(Index Variable, Side Side) : Use(Side)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after) => before != after;

    /// <inheritdoc/>
    public override string ToString() => $"{Side} (it Equal {Variable})";
}

/// <summary>The changes of a subformula's truth that can make the violation of an invariant true.</summary>
[Flags]
public enum Side
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>From false to true.</summary>
    Rising = 1,

    /// <summary>From true to false.</summary>
    Falling = 2,

    /// <summary>Either.</summary>
    Both = 3,
}

/// <summary>A variable must equal the value of a cell that is the same for all values of the variables.</summary>
public sealed record Equality(Index Variable, TableRead Read)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Variable} = {Read}";
}
