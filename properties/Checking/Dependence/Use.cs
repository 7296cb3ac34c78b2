using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>What an invariant makes of a value that it reads.</summary>
/// <param name="Side">which changes of the use's truth can make the invariant false.</param>
internal abstract record Use(Side Side)
{
    /// <summary>Can a change from one value to the other make the invariant false?</summary>
    public abstract bool Matters(int before, int after);
}

/// <summary>Any use: as a number to calculate with, or as an index.</summary>
internal sealed record ValueUse() : Use(Side.Both)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after) => before != after;
}

/// <summary>A comparison with a constant.</summary>
/// <param name="Comparison">how they are compared: <see cref="TermKind.Equal"/> or <see cref="TermKind.Less"/>.</param>
/// <param name="Constant">the constant.</param>
/// <param name="IsLeft">the constant is the left operand.</param>
internal sealed record ThresholdUse(TermKind Comparison, int Constant, bool IsLeft, Side Side) : Use(Side)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after)
    {
        var (held, holds) = (Holds(before), Holds(after));
        return held != holds && (Side & (holds ? Side.Rising : Side.Falling)) != Side.None;
    }

    private bool Holds(int value) => Comparison == TermKind.Equal ? value == Constant : IsLeft ? Constant < value : value < Constant;
}

/// <summary>A test for equality with a variable: the cell's old and new value are the only values of the variable that matter.</summary>
internal sealed record VariableUse(Index Variable, Side Side) : Use(Side)
{
    /// <inheritdoc/>
    public override bool Matters(int before, int after) => before != after;
}

/// <summary>The changes of a subformula's truth that can make the violation of an invariant true.</summary>
[Flags]
internal enum Side
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
