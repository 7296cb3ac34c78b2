using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Verify.Show;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Check;

/// <summary>An expression over the tables of a machine, of either type. As text it is what may be typed again.</summary>
internal abstract record Expression
{
    /// <summary>The variables in it, with repetitions.</summary>
    public abstract IEnumerable<Index> Variables { get; }

    /// <inheritdoc/>
    public abstract override string ToString();
}

/// <summary>One that is true or false.</summary>
internal abstract record Truth : Expression
{
    /// <summary>Its value in a meaning.</summary>
    public abstract B In<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}

/// <summary>One that is a number.</summary>
internal abstract record Number : Expression
{
    /// <summary>What it numbers, where that is known.</summary>
    public virtual Index? Kind => null;

    /// <summary>The names of its values, where they have any.</summary>
    public virtual Domain? Values => null;

    /// <inheritdoc cref="Truth.In"/>
    public abstract N In<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>;
}

/// <summary>A variable: it stands for all values of its index.</summary>
internal sealed record Variable(Index Of) : Number
{
    public override Index? Kind => Of;

    public override IEnumerable<Index> Variables => [Of];

    public override N In<B, N>(State<B, N> s, At<N> x) => x[Of];

    public override string ToString() => Notation.Letter(Of);
}

/// <summary>A constant, with its name where it has one.</summary>
internal sealed record Constant(int Value, string? Name = null) : Number
{
    public override IEnumerable<Index> Variables => [];

    public override N In<B, N>(State<B, N> s, At<N> x) => Value;

    public override string ToString() => Name ?? $"{Value}";
}

/// <summary>A size: V, E, R or special.</summary>
internal sealed record SizeOf(string Letter) : Number
{
    public override IEnumerable<Index> Variables => [];

    public override N In<B, N>(State<B, N> s, At<N> x) => Letter switch
    {
        Notation.Pages => s.Pages,
        Notation.Slots => s.Slots,
        Notation.Special => s.SpecialSlot,
        _ => s.KeptPages,
    };

    public override string ToString() => Letter;
}

/// <summary>A cell of a table of numbers.</summary>
internal sealed record NumberCell(TableName Table, IReadOnlyList<Number> Indices) : Number
{
    public override Index? Kind => Table.Values!.Of;

    public override Domain? Values => Table.Values!.Names is null ? null : Table.Values;

    public override IEnumerable<Index> Variables => Indices.SelectMany(index => index.Variables);

    public override N In<B, N>(State<B, N> s, At<N> x)
    {
        var table = s.Tables.NumbersOf(Table.Name);
        return Indices switch
        {
            [] => table.Value,
            [var i] => table[i.In(s, x)],
            [var i, var j, ..] => table[i.In(s, x), j.In(s, x)],
        };
    }

    public override string ToString() => Table.Cell(Indices);
}

/// <summary>A cell of a table of truth values.</summary>
internal sealed record TruthCell(TableName Table, IReadOnlyList<Number> Indices) : Truth
{
    public override IEnumerable<Index> Variables => Indices.SelectMany(index => index.Variables);

    public override B In<B, N>(State<B, N> s, At<N> x)
    {
        var table = s.Tables.TruthsOf(Table.Name);
        return Indices switch
        {
            [] => table.Value,
            [var i] => table[i.In(s, x)],
            [var i, var j] => table[i.In(s, x), j.In(s, x)],
            [var i, var j, var k, ..] => table[i.In(s, x), j.In(s, x), k.In(s, x)],
        };
    }

    public override string ToString() => Table.Cell(Indices);
}

/// <summary>A sum or a difference.</summary>
internal sealed record Sum(Number Left, string Sign, Number Right) : Number
{
    public override Index? Kind => Left.Kind ?? Right.Kind;

    public override IEnumerable<Index> Variables => Left.Variables.Concat(Right.Variables);

    public override N In<B, N>(State<B, N> s, At<N> x) => Sign == "+" ? Left.In(s, x) + Right.In(s, x) : Left.In(s, x) - Right.In(s, x);

    public override string ToString() => $"({Left} {Sign} {Right})";
}

/// <summary>Two numbers compared.</summary>
internal sealed record Comparison(Number Left, string Sign, Number Right) : Truth
{
    public override IEnumerable<Index> Variables => Left.Variables.Concat(Right.Variables);

    public override B In<B, N>(State<B, N> s, At<N> x)
    {
        var (left, right) = (Left.In(s, x), Right.In(s, x));
        return Sign switch
        {
            "=" => left == right,
            "!=" => left != right,
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            _ => left >= right,
        };
    }

    public override string ToString() => $"{Left} {Sign} {Right}";
}

/// <summary>It does not hold.</summary>
internal sealed record Not(Truth Of) : Truth
{
    public override IEnumerable<Index> Variables => Of.Variables;

    public override B In<B, N>(State<B, N> s, At<N> x) => !Of.In(s, x);

    public override string ToString() => Of is TruthCell or Joined ? $"!{Of}" : $"!({Of})";
}

/// <summary>Two truth values joined.</summary>
internal sealed record Joined(Truth Left, string Sign, Truth Right) : Truth
{
    /// <summary>Where the one holds, the other does.</summary>
    public const string Implies = "=>";

    /// <summary>Both.</summary>
    public const string And = "&";

    /// <summary>At least one.</summary>
    public const string Or = "|";

    /// <summary>Both or none.</summary>
    public const string Iff = "<=>";

    public override IEnumerable<Index> Variables => Left.Variables.Concat(Right.Variables);

    public override B In<B, N>(State<B, N> s, At<N> x)
    {
        var (left, right) = (Left.In(s, x), Right.In(s, x));
        return Sign switch
        {
            And => left & right,
            Or => left | right,
            Implies => !left | right,
            _ => left == right,
        };
    }

    public override string ToString() => $"({Left} {Sign} {Right})";
}
