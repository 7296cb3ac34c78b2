using Vmemmap.Model.Logic;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Explanations;

#pragma warning disable CS0660, CS0661 // == compares model values and yields a model value; equality of C# objects is not used

/// <summary>
/// A truth value that knows what it hinges on: the meaning of the model in which an invariant says itself why it does not hold. Of a false
/// conjunction only the false parts are to blame, of a true disjunction only the true ones are to thank.
/// </summary>
internal readonly struct Reasoned(bool isTrue, IReadOnlyList<Fact> facts) : ITruth<Reasoned>
{
    private static readonly IReadOnlyList<Fact> None = [];

    public bool IsTrue { get; } = isTrue;

    public IReadOnlyList<Fact> Facts => facts ?? None;

    public static implicit operator Reasoned(bool value) => new(value, None);

    public static Reasoned operator &(Reasoned left, Reasoned right) => Combine(left.IsTrue & right.IsTrue, left, right);

    public static Reasoned operator |(Reasoned left, Reasoned right) => Combine(left.IsTrue | right.IsTrue, left, right);

    public static Reasoned operator !(Reasoned operand) => new(!operand.IsTrue, operand.Facts);

    public static Reasoned operator ==(Reasoned left, Reasoned right) => new(left.IsTrue == right.IsTrue, [.. left.Facts, .. right.Facts]);

    public static Reasoned operator !=(Reasoned left, Reasoned right) => !(left == right);

    // Whatever agrees with the result is a reason for it: both where both agree.
    private static Reasoned Combine(bool result, Reasoned left, Reasoned right) =>
        new(result, [.. left.IsTrue == result ? left.Facts : None, .. right.IsTrue == result ? right.Facts : None]);
}

/// <summary>A number that knows the cells it was read from. The cells that chose which cell to read are addresses, not reasons.</summary>
internal readonly struct Traced(int value, IReadOnlyList<Fact> facts) : INumber<Traced, Reasoned>
{
    private static readonly IReadOnlyList<Fact> None = [];

    public int Value { get; } = value;

    public IReadOnlyList<Fact> Facts => facts ?? None;

    public static implicit operator Traced(int value) => new(value, None);

    public static Traced operator +(Traced left, Traced right) => new(left.Value + right.Value, Both(left, right));

    public static Traced operator -(Traced left, Traced right) => new(left.Value - right.Value, Both(left, right));

    public static Reasoned operator ==(Traced left, Traced right) =>
        left.Value == right.Value ? new(true, Both(left, right)) : new(false, [.. Compared(left, right), .. Compared(right, left)]);

    public static Reasoned operator !=(Traced left, Traced right) => new(left.Value != right.Value, Both(left, right));

    public static Reasoned operator <(Traced left, Traced right) => new(left.Value < right.Value, Both(left, right));

    public static Reasoned operator >(Traced left, Traced right) => new(left.Value > right.Value, Both(left, right));

    public static Reasoned operator <=(Traced left, Traced right) => new(left.Value <= right.Value, Both(left, right));

    public static Reasoned operator >=(Traced left, Traced right) => new(left.Value >= right.Value, Both(left, right));

    public static Traced If(Reasoned condition, Traced then, Traced otherwise)
    {
        var chosen = condition.IsTrue ? then : otherwise;
        return new(chosen.Value, [.. condition.Facts, .. chosen.Facts]);
    }

    private static Fact[] Both(Traced left, Traced right) => [.. left.Facts, .. right.Facts];

    private static IEnumerable<Fact> Compared(Traced cell, Traced other) =>
        cell.Facts.Count == 1 && other.Facts.Count == 0 ? [cell.Facts[0] with { Wanted = other.Value }] : cell.Facts;
}
