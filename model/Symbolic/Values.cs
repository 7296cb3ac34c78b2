using System.Runtime.CompilerServices;

namespace Vmemmap.Model.Symbolic;

#pragma warning disable CS0660, CS0661 // == compares model values and yields a model value; equality of C# objects is not meant

/// <summary>A truth value of the symbolic meaning: a term.</summary>
public readonly struct Formula(Term term) : ITruth<Formula>
{
    private static TermBank Bank => TermBank.Current;

    /// <summary>The term.</summary>
    public Term Term { get; } = term;

    /// <inheritdoc/>
    public static implicit operator Formula(bool value) => new(Bank.Truth(value));

    /// <inheritdoc/>
    public static Formula operator &(Formula left, Formula right) => new(Bank.And(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator |(Formula left, Formula right) => new(Bank.Or(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator !(Formula operand) => new(Bank.Not(operand.Term));

    /// <inheritdoc/>
    public static Formula operator ==(Formula left, Formula right) => new(Bank.Equal(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator !=(Formula left, Formula right) => !(left == right);
}

/// <summary>A number of the symbolic meaning: a term.</summary>
public readonly struct Integer(Term term) : INumber<Integer, Formula>, IEquatable<Integer>
{
    private static TermBank Bank => TermBank.Current;

    /// <summary>The term.</summary>
    public Term Term { get; } = term;

    /// <summary>Is it the same term? Whether they are the same number is another question, and its answer a term: ==.</summary>
    public bool Equals(Integer other) => Term == other.Term;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Integer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Term);

    /// <inheritdoc/>
    public static implicit operator Integer(int value) => new(Bank.Integer(value));

    /// <inheritdoc/>
    public static Integer operator +(Integer left, Integer right) => new(Bank.Sum(left.Term, right.Term));

    /// <inheritdoc/>
    public static Integer operator -(Integer left, Integer right) => new(Bank.Difference(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator ==(Integer left, Integer right) => new(Bank.Equal(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator !=(Integer left, Integer right) => !(left == right);

    /// <inheritdoc/>
    public static Formula operator <(Integer left, Integer right) => new(Bank.Less(left.Term, right.Term));

    /// <inheritdoc/>
    public static Formula operator >(Integer left, Integer right) => right < left;

    /// <inheritdoc/>
    public static Formula operator <=(Integer left, Integer right) => !(right < left);

    /// <inheritdoc/>
    public static Formula operator >=(Integer left, Integer right) => !(left < right);

    /// <inheritdoc/>
    public static Integer If(Formula condition, Integer then, Integer otherwise) => new(Bank.If(condition.Term, then.Term, otherwise.Term));
}
