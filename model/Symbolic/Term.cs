namespace Vmemmap.Model.Symbolic;

/// <summary>The kinds of terms.</summary>
public enum TermKind
{
    /// <summary>An integer constant.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>An unknown integer: a size of the machine, a parameter of a step, a variable of an invariant.</summary>
    Unknown,

    /// <summary>The initial contents of a cell of a table: an uninterpreted function applied to the cell's indices.</summary>
    Cell,

    /// <summary>Sum of two integers.</summary>
    Sum,

    /// <summary>Difference of two integers.</summary>
    Difference,

    /// <summary>Equality of two integers or two truth values.</summary>
    Equal,

    /// <summary>The first integer is less than the second.</summary>
    Less,

    /// <summary>Negation.</summary>
    Not,

    /// <summary>Both.</summary>
    And,

    /// <summary>At least one.</summary>
    Or,

    /// <summary>Conditional.</summary>
    If,
}

/// <summary>A function symbol for the initial contents of a table. Tables of one machine have different names, so the name is the symbol.</summary>
/// <param name="Name">the table's name.</param>
/// <param name="IsTruth">whether its cells are truth values.</param>
/// <param name="Indices">what it is indexed by.</param>
public sealed record TableSymbol(string Name, bool IsTruth, IReadOnlyList<Index> Indices)
{
    /// <inheritdoc/>
    public bool Equals(TableSymbol? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// A quantifier-free term of linear integer arithmetic with uninterpreted functions. Equal terms are the same object (within one thread's
/// <see cref="TermBank"/>), and the constructors of <see cref="TermBank"/> simplify: so a formula that a step leaves alone is recognised at sight.
/// </summary>
public sealed class Term
{
    internal Term(TermKind kind, bool isTruth, int value, object? symbol, Term[] arguments)
    {
        Kind = kind;
        IsTruth = isTruth;
        Value = value;
        Symbol = symbol;
        Arguments = arguments;
    }

    /// <summary>What the term is.</summary>
    public TermKind Kind { get; }

    /// <summary>Whether it is a truth value; else it is an integer.</summary>
    public bool IsTruth { get; }

    /// <summary>The value of a constant: 0 or 1 for truth values.</summary>
    public int Value { get; }

    /// <summary>The subterms.</summary>
    public IReadOnlyList<Term> Arguments { get; }

    /// <summary>The table of a <see cref="TermKind.Cell"/>.</summary>
    public TableSymbol Table => (TableSymbol)Symbol!;

    /// <summary>The name of an <see cref="TermKind.Unknown"/>.</summary>
    public string Name => (string)Symbol!;

    internal object? Symbol { get; }

    internal bool IsConstant => Kind is TermKind.Integer or TermKind.Truth;
}
