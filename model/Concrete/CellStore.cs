namespace Vmemmap.Model.Concrete;

/// <summary>
/// The cells of all tables of one concrete state, in one flat array: copied, compared and hashed as a whole. They begin empty.
/// Reads outside a table give 0, as the value is never used there (both arms of a conditional are evaluated). A store of what the table does not declare, or to a cell that it has not, is remembered
/// until the next step: see <see cref="Machine{B, N}.Ranges"/>.
/// </summary>
public sealed class CellStore(Scope scope) : ITables<Bit, Num>
{
    private readonly List<TableLayout> layouts = [];
    private readonly List<TableLayout> missed = [];
    private int[] cells = [];

    /// <summary>The sizes of this instance.</summary>
    public Scope Scope { get; } = scope;

    /// <summary>All cells, table after table, the last index running fastest.</summary>
    public Span<int> Cells => cells;

    /// <summary>The array of <see cref="Cells"/>, for code that cannot hold a span.</summary>
    public int[] Array => cells;

    /// <summary>Where each table lies.</summary>
    public IReadOnlyList<TableLayout> Layouts => layouts;

    /// <summary>When set, told of every cell that changes its value.</summary>
    public IChangeListener? Listener { get; set; }

    /// <summary>A table to which the last step has stored a value that it does not declare, or to a cell that it has not; null where the step kept to the ranges of all tables.</summary>
    public TableLayout? Outside { get; private set; }

    /// <inheritdoc/>
    public NumberTable<Bit, Num> Numbers(string name, Domain values, IReadOnlyList<Index> indices, int empty, Words? says = null) =>
        new ConcreteNumbers(this, Add(name, values, indices, empty, says));

    /// <inheritdoc/>
    public NumberTable<Bit, Num> NumbersOf(string name) => new ConcreteNumbers(this, Table(name));

    /// <inheritdoc/>
    public TruthTable<Bit, Num> TruthsOf(string name) => new ConcreteTruths(this, Table(name));

    /// <inheritdoc/>
    public Bit IsMissed(string table) => missed.Exists(layout => layout.Name == table);

    /// <inheritdoc/>
    public TruthTable<Bit, Num> Truths(string name, IReadOnlyList<Index> indices, Words? says = null) =>
        new ConcreteTruths(this, Add(name, null, indices, 0, says));

    /// <inheritdoc/>
    public Num Size(Size size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.In(Scope);
    }

    /// <inheritdoc/>
    public void Forget(string table, bool isOn) => Table(table).IsForgetful = isOn;

    /// <summary>The table of that name.</summary>
    /// <exception cref="ArgumentException">there is none.</exception>
    public TableLayout Table(string name) =>
        layouts.Find(l => l.Name == name) ?? throw new ArgumentException($"There is no table '{name}'.", nameof(name));

    /// <summary>Reads a cell of the table of that name; 0 where there is no such cell.</summary>
    public int Read(string table, params ReadOnlySpan<int> indices) => Read(Table(table).Cell(indices));

    /// <summary>Another step begins, or a run: none of its stores is made yet.</summary>
    internal void BeginStep()
    {
        Outside = null;
        missed.Clear();
    }

    internal int Read(int cell) => cell < 0 ? 0 : cells[cell];

    internal void Write(TableLayout layout, int cell, int value)
    {
        if (cell < 0)
        {
            Miss(layout);
            return;
        }
        if (cells[cell] != value && !layout.IsForgetful)
        {
            if (value < layout.Low || value > layout.High)
            {
                Outside ??= layout;
            }
            cells[cell] = value;
            Listener?.Changed(layout, cell);
        }
    }

    internal void Fill(TableLayout layout, int i, int value)
    {
        var first = layout.Row(i);
        if (first < 0)
        {
            Miss(layout);
            return;
        }
        var differing = cells.AsSpan(first, layout.RowLength).IndexOfAnyExcept(value);
        for (var cell = first + differing; differing >= 0 && cell < first + layout.RowLength; cell++)
        {
            Write(layout, cell, value);
        }
    }

    internal void CopyRow(TableLayout layout, int to, TableLayout sourceLayout, int from)
    {
        var (target, source) = (layout.Row(to), sourceLayout.Row(from));
        if (target < 0 || source < 0)
        {
            Miss(layout);
            return;
        }
        for (var k = cells.AsSpan(source, layout.RowLength).CommonPrefixLength(cells.AsSpan(target, layout.RowLength)); k < layout.RowLength; k++)
        {
            Write(layout, target + k, cells[source + k]);
        }
    }

    private void Miss(TableLayout layout)
    {
        if (!layout.IsForgetful)
        {
            Outside ??= layout;
            missed.Add(layout);
        }
    }

    private TableLayout Add(string name, Domain? values, IReadOnlyList<Index> indices, int empty, Words? says)
    {
        var layout = new TableLayout(name, layouts.Count, values, indices, Scope, cells.Length) { Empty = empty, Says = says };
        layouts.Add(layout);
        System.Array.Resize(ref cells, cells.Length + layout.Length);
        Cells[layout.Offset..].Fill(empty);
        return layout;
    }
}

/// <summary>Hears which cells a step changes.</summary>
public interface IChangeListener
{
    /// <summary>The cell has just got another value.</summary>
    void Changed(TableLayout table, int cell);
}
