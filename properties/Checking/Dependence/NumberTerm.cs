using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>How a number of an invariant or a guard is computed: what <see cref="TracedNumber"/> builds instead of computing it.</summary>
public abstract record NumberTerm
{
    /// <summary>The variables that it reads: bit n stands for the <see cref="Index"/> of value n.</summary>
    public abstract int Variables { get; }

    /// <summary>Its value in a state.</summary>
    public abstract int Evaluate(ReadOnlySpan<int> cells, in At<Num> at);

    /// <summary>The parts that it is made of, for those who look for reads.</summary>
    internal abstract IEnumerable<TableRead> Reads { get; }

    /// <summary>The truth values that it depends on.</summary>
    internal virtual IEnumerable<TruthTerm> Conditions => [];
}

/// <summary>A number that is known when the term is built.</summary>
public sealed record ConstantTerm(int Value) : NumberTerm
{
    /// <inheritdoc/>
    public override int Variables => 0;

    internal override IEnumerable<TableRead> Reads => [];

    /// <inheritdoc/>
    public override int Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Value}";
}

/// <summary>A quantified variable of an invariant, or a parameter of a step.</summary>
public sealed record VariableTerm(Index Index) : NumberTerm
{
    /// <inheritdoc/>
    public override int Variables => 1 << (int)Index;

    internal override IEnumerable<TableRead> Reads => [];

    /// <inheritdoc/>
    public override int Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => at[Index].Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Index}";
}

/// <summary>The value of a cell.</summary>
public sealed record ReadTerm(TableRead Read) : NumberTerm
{
    /// <inheritdoc/>
    public override int Variables => Read.Variables;

    internal override IEnumerable<TableRead> Reads => [Read];

    /// <inheritdoc/>
    public override int Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Read.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"{Read}";
}

/// <summary>A sum, or a difference where <paramref name="Sign"/> is -1.</summary>
public sealed record SumTerm(NumberTerm Left, int Sign, NumberTerm Right) : NumberTerm
{
    /// <inheritdoc/>
    public override int Variables => Left.Variables | Right.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Left.Reads, .. Right.Reads];

    internal override IEnumerable<TruthTerm> Conditions => [.. Left.Conditions, .. Right.Conditions];

    /// <inheritdoc/>
    public override int Evaluate(ReadOnlySpan<int> cells, in At<Num> at) => Left.Evaluate(cells, at) + Sign * Right.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"({Left} {(Sign < 0 ? '-' : '+')} {Right})";
}

/// <summary>One of two numbers.</summary>
public sealed record ChoiceTerm(TruthTerm Condition, NumberTerm Then, NumberTerm Otherwise) : NumberTerm
{
    /// <inheritdoc/>
    public override int Variables => Condition.Variables | Then.Variables | Otherwise.Variables;

    internal override IEnumerable<TableRead> Reads => [.. Then.Reads, .. Otherwise.Reads];

    internal override IEnumerable<TruthTerm> Conditions => [Condition, .. Then.Conditions, .. Otherwise.Conditions];

    /// <inheritdoc/>
    public override int Evaluate(ReadOnlySpan<int> cells, in At<Num> at) =>
        Condition.Evaluate(cells, at) ? Then.Evaluate(cells, at) : Otherwise.Evaluate(cells, at);

    /// <inheritdoc/>
    public override string ToString() => $"({Condition} ? {Then} : {Otherwise})";
}
