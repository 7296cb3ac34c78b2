namespace Vmemmap.Model.Concrete;

#pragma warning disable CS0660, CS0661 // == compares model values and yields a model value; equality of C# objects is the record struct's own

/// <summary>A truth value of the concrete meaning.</summary>
public readonly struct Bit(bool value) : ITruth<Bit>
{
    /// <summary>The plain value, for engines: the model itself cannot see it.</summary>
    public bool IsTrue { get; } = value;

    /// <inheritdoc/>
    public static implicit operator Bit(bool value) => new(value);

    /// <inheritdoc/>
    public static Bit operator &(Bit left, Bit right) => new(left.IsTrue & right.IsTrue);

    /// <inheritdoc/>
    public static Bit operator |(Bit left, Bit right) => new(left.IsTrue | right.IsTrue);

    /// <inheritdoc/>
    public static Bit operator !(Bit operand) => new(!operand.IsTrue);

    /// <inheritdoc/>
    public static Bit operator ==(Bit left, Bit right) => new(left.IsTrue == right.IsTrue);

    /// <inheritdoc/>
    public static Bit operator !=(Bit left, Bit right) => new(left.IsTrue != right.IsTrue);
}

/// <summary>A number of the concrete meaning.</summary>
public readonly struct Num(int value) : INumber<Num, Bit>
{
    /// <summary>The plain value, for engines: the model itself cannot see it.</summary>
    public int Value { get; } = value;

    /// <inheritdoc/>
    public static implicit operator Num(int value) => new(value);

    /// <inheritdoc/>
    public static Num operator +(Num left, Num right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Num operator -(Num left, Num right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Bit operator ==(Num left, Num right) => new(left.Value == right.Value);

    /// <inheritdoc/>
    public static Bit operator !=(Num left, Num right) => new(left.Value != right.Value);

    /// <inheritdoc/>
    public static Bit operator <(Num left, Num right) => new(left.Value < right.Value);

    /// <inheritdoc/>
    public static Bit operator >(Num left, Num right) => new(left.Value > right.Value);

    /// <inheritdoc/>
    public static Bit operator <=(Num left, Num right) => new(left.Value <= right.Value);

    /// <inheritdoc/>
    public static Bit operator >=(Num left, Num right) => new(left.Value >= right.Value);

    /// <inheritdoc/>
    public static Num If(Bit condition, Num then, Num otherwise) => condition.IsTrue ? then : otherwise;

    /// <inheritdoc/>
    public override string ToString() => $"{Value}";
}
