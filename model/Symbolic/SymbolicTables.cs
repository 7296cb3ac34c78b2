namespace Vmemmap.Model.Symbolic;

/// <summary>
/// Tables whose contents are unknown, and whose assignments are remembered. Reading a cell looks through the assignments, latest first,
/// and ends at an uninterpreted function: so no arrays are left in a formula.
/// </summary>
public sealed class SymbolicTables : ITables<Formula, Integer>
{
    private readonly Dictionary<string, AssignedTable> tables = [];
    private readonly Func<Size, Integer> size;

    /// <summary>Tables of any size: all sizes are unknown.</summary>
    public SymbolicTables() => size = size => new Integer(TermBank.Current.Unknown(size.Name));

    /// <summary>Tables of one scope: all sizes are constants.</summary>
    public SymbolicTables(Scope scope) => size = size => size.In(scope);

    /// <summary>What has been assigned, table after table, in order within each.</summary>
    public IEnumerable<Assignment> Assignments => tables.Values.SelectMany(table => table.Assignments);

    /// <inheritdoc/>
    public NumberTable<Formula, Integer> Numbers(string name, Domain values, IReadOnlyList<Index> indices, int empty, Words? says = null) =>
        new SymbolicNumbers(Add(new TableSymbol(name, IsTruth: false, indices)));

    /// <inheritdoc/>
    public NumberTable<Formula, Integer> NumbersOf(string name) => new SymbolicNumbers(tables[name]);

    /// <inheritdoc/>
    public TruthTable<Formula, Integer> TruthsOf(string name) => new SymbolicTruths(tables[name]);

    /// <inheritdoc/>
    public TruthTable<Formula, Integer> Truths(string name, IReadOnlyList<Index> indices, Words? says = null) =>
        new SymbolicTruths(Add(new TableSymbol(name, IsTruth: true, indices)));

    /// <summary>The term of a cell, by the name of its table.</summary>
    public Term Read(string table, params Term[] indices) => tables[table].Read(indices);

    /// <inheritdoc/>
    public Integer Size(Size size) => this.size(size);

    /// <inheritdoc/>
    public void Forget(string table, bool isOn) => (tables.TryGetValue(table, out var found) ? found : throw new ArgumentException($"There is no table '{table}'.", nameof(table))).IsForgetful = isOn;

    private AssignedTable Add(TableSymbol symbol)
    {
        AssignedTable table = new(symbol);
        tables.Add(symbol.Name, table);
        return table;
    }

    private sealed class SymbolicNumbers(AssignedTable table) : NumberTable<Formula, Integer>
    {
        public override Integer Value
        {
            get => new(table.Read());
            set => table.Write(value.Term);
        }

        public override Integer this[Integer i]
        {
            get => new(table.Read(i.Term));
            set => table.Write(value.Term, i.Term);
        }

        public override Integer this[Integer i, Integer j]
        {
            get => new(table.Read(i.Term, j.Term));
            set => table.Write(value.Term, i.Term, j.Term);
        }

        public override void Fill(Integer i, Integer value) => table.Write(value.Term, i.Term);

        public override void CopyRow(Integer to, Integer from) => table.CopyRow(to.Term, from.Term);
    }

    private sealed class SymbolicTruths(AssignedTable table) : TruthTable<Formula, Integer>
    {
        private AssignedTable Assigned => table;


        public override Formula Value
        {
            get => new(table.Read());
            set => table.Write(value.Term);
        }

        public override Formula this[Integer i]
        {
            get => new(table.Read(i.Term));
            set => table.Write(value.Term, i.Term);
        }

        public override Formula this[Integer i, Integer j]
        {
            get => new(table.Read(i.Term, j.Term));
            set => table.Write(value.Term, i.Term, j.Term);
        }

        public override Formula this[Integer i, Integer j, Integer k]
        {
            get => new(table.Read(i.Term, j.Term, k.Term));
            set => table.Write(value.Term, i.Term, j.Term, k.Term);
        }

        public override void Fill(Integer i, Formula value) => table.Write(value.Term, i.Term);

        public override void CopyRow(Integer to, Integer from) => table.CopyRow(to.Term, from.Term);

        public override void CopyRowOf(TruthTable<Formula, Integer> other, Integer row) => table.CopyRowOf(((SymbolicTruths)other).Assigned, row.Term);
    }
}
