using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>How a truth value of an invariant or a guard is computed: what <see cref="TracedTruth"/> builds instead of computing it.</summary>
public abstract record TruthTerm
{
    /// <summary>The variables that it reads: bit n stands for the index of value n.</summary>
    public abstract int Variables { get; }

    /// <summary>Its value in a state.</summary>
    public abstract bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at);

    /// <summary>The cells that it looks at, in order.</summary>
    internal abstract IEnumerable<TableRead> Reads { get; }
}

/// <summary>A truth value that is known when the term is built.</summary>
public sealed record ConstantTruth(bool Value) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => 0;

    internal override IEnumerable<TableRead> Reads => [];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Value;

    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}

/// <summary>The value of a cell.</summary>
public sealed record ReadTruth(TableRead Read) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Read.Variables;

    internal override IEnumerable<TableRead> Reads => [Read];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Read.Evaluate(cells, at) != 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Read}";
}

/// <summary>The opposite.</summary>
public sealed record NotTruth(TruthTerm Operand) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Operand.Variables;

    internal override IEnumerable<TableRead> Reads => Operand.Reads;

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => !Operand.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"!{Operand}";
}

/// <summary>Both hold.</summary>
public sealed record AndTruth(TruthTerm Left, TruthTerm Right) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Left.Variables | Right.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Left.Reads, .. Right.Reads];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Left.Evaluate(cells, at) && Right.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"({Left} & {Right})";
}

/// <summary>At least one holds.</summary>
public sealed record OrTruth(TruthTerm Left, TruthTerm Right) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Left.Variables | Right.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Left.Reads, .. Right.Reads];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Left.Evaluate(cells, at) || Right.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"({Left} | {Right})";
}

/// <summary>Both have the same truth value.</summary>
public sealed record SameTruth(TruthTerm Left, TruthTerm Right) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Left.Variables | Right.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Left.Reads, .. Right.Reads];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Left.Evaluate(cells, at) == Right.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"({Left} == {Right})";
}

/// <summary>A comparison of numbers.</summary>
public sealed record ComparedTruth(NumberTerm Left, Comparison Comparison, NumberTerm Right) : TruthTerm
{
    /// <inheritdoc/>
    public override int Variables => Left.Variables | Right.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Left.Reads, .. Right.Reads];

    /// <inheritdoc/>
    public override bool Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Comparison.Holds(Left.Evaluate(cells, at), Right.Evaluate(cells, at));

    /// <inheritdoc/>
    public override string ToString() => $"({Left} {Comparison} {Right})";
}

/// <summary>The ways to compare two numbers; the others are opposites of these.</summary>
public enum Comparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Strictly less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    AtMost,
}

/// <summary>What comparisons mean.</summary>
public static class Comparisons
{
    /// <summary>Does the comparison hold?</summary>
    public static bool Holds(this Comparison comparison, int left, int right) => comparison switch
    {
        Comparison.Equal => left == right,
        Comparison.Less => left < right,
        _ => left <= right,
    };
}
