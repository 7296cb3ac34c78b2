namespace Vmemmap.Model.Symbolic;

/// <summary>One assignment that a step makes. Indices and values are terms over the state before the step.</summary>
/// <param name="Table">the table assigned to.</param>
public abstract record Assignment(TableSymbol Table)
{
    /// <summary>The terms that it consists of: indices, then what is assigned.</summary>
    public abstract IReadOnlyList<Term> Terms { get; }
}

/// <summary>A cell gets a value; where fewer indices are given than the table has, every cell that begins with them.</summary>
public sealed record CellAssignment(TableSymbol Table, IReadOnlyList<Term> Indices, Term Value) : Assignment(Table)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Term> Terms => [.. Indices, Value];
}

/// <summary>
/// Every cell whose first index is <paramref name="To"/> gets the value of the one of <paramref name="Source"/> whose first index is <paramref name="From"/>: after the assignments made before where that
/// is the same table, else before the step.
/// </summary>
public sealed record RowCopy(TableSymbol Table, Term To, TableSymbol Source, Term From) : Assignment(Table)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Term> Terms => [To, From];
}

/// <summary>A table of unknown contents with the assignments made to it, in order.</summary>
internal sealed class AssignedTable(TableSymbol symbol)
{
    private readonly List<Assignment> assignments = [];

    private TableSymbol Symbol => symbol;

    public IReadOnlyList<Assignment> Assignments => assignments;

    /// <summary>Assignments are forgotten.</summary>
    public bool IsForgetful { get; set; }

    private static TermBank Bank => TermBank.Current;

    public Term Read(params Term[] indices) => Read(indices, assignments.Count);

    public void Write(Term value, params Term[] indices) => Add(new CellAssignment(symbol, indices, value));

    public void CopyRow(Term to, Term from) => Add(new RowCopy(symbol, to, symbol, from));

    /// <exception cref="InvalidOperationException">the step has assigned to the other table already: engines make all assignments at once, so its cells are those before the step.</exception>
    public void CopyRowOf(AssignedTable source, Term row)
    {
        if (source.assignments.Count > 0)
        {
            throw new InvalidOperationException($"A row of '{source.Symbol.Name}' is copied to '{symbol.Name}' after an assignment to '{source.Symbol.Name}' in the same step.");
        }
        Add(new RowCopy(symbol, row, source.Symbol, row));
    }

    private void Add(Assignment assignment)
    {
        if (!IsForgetful)
        {
            assignments.Add(assignment);
        }
    }

    // The cell after the first `count` assignments.
    private Term Read(Term[] indices, int count)
    {
        if (count == 0)
        {
            return Bank.Cell(symbol, indices);
        }
        var before = count - 1;
        return assignments[before] switch
        {
            CellAssignment cell => Bank.If(Matches(cell.Indices, indices), cell.Value, Read(indices, before)),
            RowCopy copy => Bank.If(
                Bank.Equal(copy.To, indices[0]),
                copy.Source == symbol ? Read([copy.From, .. indices[1..]], before) : Bank.Cell(copy.Source, [copy.From, .. indices[1..]]),
                Read(indices, before)),
            var other => throw new InvalidOperationException($"Unknown assignment {other}."),
        };
    }

    // An assignment to fewer indices than the table has is one to all cells that begin with them.
    private static Term Matches(IReadOnlyList<Term> assigned, Term[] read)
    {
        var matches = Bank.True;
        for (var i = 0; i < assigned.Count; i++)
        {
            matches = Bank.And(matches, Bank.Equal(assigned[i], read[i]));
        }
        return matches;
    }
}
