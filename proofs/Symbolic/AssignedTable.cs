namespace Vmemmap.Proofs.Symbolic;

/// <summary>A table of unknown contents with the assignments made to it, in order.</summary>
internal sealed class AssignedTable(TableSymbol symbol)
{
    private readonly List<Assignment> assignments = [];

    private static TermBank Bank => TermBank.Current;

    public Term Read(params Term[] indices) => Read(indices, assignments.Count);

    public void Write(Term value, params Term[] indices) => assignments.Add(new CellAssignment(indices, value));

    public void Fill(Term row, Term value) => assignments.Add(new CellAssignment([row], value));

    public void CopyRow(Term to, Term from) => assignments.Add(new RowCopy(to, from));

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
            RowCopy copy => Bank.If(Bank.Equal(copy.To, indices[0]), Read([copy.From, .. indices[1..]], before), Read(indices, before)),
            var other => throw new InvalidOperationException($"Unknown assignment {other}."),
        };
    }

    // An assignment to fewer indices than the table has is one to all cells that begin with them.
    private static Term Matches(Term[] assigned, Term[] read)
    {
        var matches = Bank.True;
        for (var i = 0; i < assigned.Length; i++)
        {
            matches = Bank.And(matches, Bank.Equal(assigned[i], read[i]));
        }
        return matches;
    }

    private abstract record Assignment;

    private sealed record CellAssignment(Term[] Indices, Term Value) : Assignment;

    private sealed record RowCopy(Term To, Term From) : Assignment;
}
