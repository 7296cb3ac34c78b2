using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Checking.Dependence;

#pragma warning disable CS0660, CS0661 // == builds a term; equality of C# objects is the struct's own

/// <summary>A truth value of the traced meaning: the term that computes it.</summary>
public readonly struct TracedTruth(TruthTerm term) : ITruth<TracedTruth>
{
    /// <summary>The term.</summary>
    public TruthTerm Term { get; } = term;

    /// <inheritdoc/>
    public static implicit operator TracedTruth(bool value) => new(new ConstantTruth(value));

    /// <inheritdoc/>
    public static TracedTruth operator &(TracedTruth left, TracedTruth right) => new(new AndTruth(left.Term, right.Term));

    /// <inheritdoc/>
    public static TracedTruth operator |(TracedTruth left, TracedTruth right) => new(new OrTruth(left.Term, right.Term));

    /// <inheritdoc/>
    public static TracedTruth operator !(TracedTruth operand) => new(new NotTruth(operand.Term));

    /// <inheritdoc/>
    public static TracedTruth operator ==(TracedTruth left, TracedTruth right) => new(new SameTruth(left.Term, right.Term));

    /// <inheritdoc/>
    public static TracedTruth operator !=(TracedTruth left, TracedTruth right) => !(left == right);
}

/// <summary>A number of the traced meaning: the term that computes it.</summary>
public readonly struct TracedNumber(NumberTerm term) : INumber<TracedNumber, TracedTruth>
{
    /// <summary>The term.</summary>
    public NumberTerm Term { get; } = term;

    /// <inheritdoc/>
    public static implicit operator TracedNumber(int value) => new(new ConstantTerm(value));

    /// <inheritdoc/>
    public static TracedNumber operator +(TracedNumber left, TracedNumber right) => new(new SumTerm(left.Term, 1, right.Term));

    /// <inheritdoc/>
    public static TracedNumber operator -(TracedNumber left, TracedNumber right) => new(new SumTerm(left.Term, -1, right.Term));

    /// <inheritdoc/>
    public static TracedTruth operator ==(TracedNumber left, TracedNumber right) => Compare(left, Comparison.Equal, right);

    /// <inheritdoc/>
    public static TracedTruth operator !=(TracedNumber left, TracedNumber right) => !(left == right);

    /// <inheritdoc/>
    public static TracedTruth operator <(TracedNumber left, TracedNumber right) => Compare(left, Comparison.Less, right);

    /// <inheritdoc/>
    public static TracedTruth operator >(TracedNumber left, TracedNumber right) => Compare(right, Comparison.Less, left);

    /// <inheritdoc/>
    public static TracedTruth operator <=(TracedNumber left, TracedNumber right) => Compare(left, Comparison.AtMost, right);

    /// <inheritdoc/>
    public static TracedTruth operator >=(TracedNumber left, TracedNumber right) => Compare(right, Comparison.AtMost, left);

    /// <inheritdoc/>
    public static TracedNumber If(TracedTruth condition, TracedNumber then, TracedNumber otherwise) =>
        new(new ChoiceTerm(condition.Term, then.Term, otherwise.Term));

    private static TracedTruth Compare(TracedNumber left, Comparison comparison, TracedNumber right) =>
        new(new ComparedTruth(left.Term, comparison, right.Term));
}
