namespace Vmemmap.Model.Logic;

/// <summary>Numbers indexed by up to three indices: a component of the machine's state.</summary>
/// <typeparam name="B">truth values of the meaning.</typeparam>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public abstract class NumberTable<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The cell of a table without indices.</summary>
    public abstract N Value { get; set; }

    /// <summary>A cell of a table with one index.</summary>
    public abstract N this[N i] { get; set; }

    /// <summary>A cell of a table with two indices.</summary>
    public abstract N this[N i, N j] { get; set; }

    /// <summary>Gives every cell whose first index is <paramref name="i"/> the same value.</summary>
    public abstract void Fill(N i, N value);

    /// <summary>Copies every cell whose first index is <paramref name="from"/> to the cell with first index <paramref name="to"/>.</summary>
    public abstract void CopyRow(N to, N from);
}

/// <summary>Truth values indexed by up to three indices: a component of the machine's state.</summary>
/// <typeparam name="B">truth values of the meaning.</typeparam>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public abstract class TruthTable<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The cell of a table without indices.</summary>
    public abstract B Value { get; set; }

    /// <summary>A cell of a table with one index.</summary>
    public abstract B this[N i] { get; set; }

    /// <summary>A cell of a table with two indices.</summary>
    public abstract B this[N i, N j] { get; set; }

    /// <summary>A cell of a table with three indices.</summary>
    public abstract B this[N i, N j, N k] { get; set; }

    /// <summary>Gives every cell whose first index is <paramref name="i"/> the same value.</summary>
    public abstract void Fill(N i, B value);

    /// <summary>Copies every cell whose first index is <paramref name="from"/> to the cell with first index <paramref name="to"/>.</summary>
    public abstract void CopyRow(N to, N from);

    /// <summary>Gives every cell whose first index is <paramref name="row"/> the value of the same cell of another table with the same indices, which the step must not have assigned to before.</summary>
    public abstract void CopyRowOf(TruthTable<B, N> other, N row);
}

/// <summary>Makes the tables of one meaning. The state asks it for each of its components, in order.</summary>
/// <typeparam name="B">truth values of the meaning.</typeparam>
/// <typeparam name="N">numbers of the meaning.</typeparam>
public interface ITables<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>A table of numbers.</summary>
    /// <param name="name">unique name.</param>
    /// <param name="values">what the numbers can be.</param>
    /// <param name="indices">what it is indexed by.</param>
    /// <param name="empty">what a cell holds where nothing is to be remembered.</param>
    /// <param name="says">how readers are told of a cell; null where they never are.</param>
    NumberTable<B, N> Numbers(string name, Domain values, IReadOnlyList<Index> indices, int empty, Words? says = null);

    /// <summary>A table of truth values. An empty cell is false.</summary>
    /// <inheritdoc cref="Numbers"/>
    TruthTable<B, N> Truths(string name, IReadOnlyList<Index> indices, Words? says = null);

    /// <summary>The table of numbers that was made with this name.</summary>
    NumberTable<B, N> NumbersOf(string name);

    /// <summary>The table of truth values that was made with this name.</summary>
    TruthTable<B, N> TruthsOf(string name);

    /// <summary>The last step has stored to a cell that the table of this name has not: never true where tables have no bounds.</summary>
    B IsMissed(string table) => false;

    /// <summary>One of the sizes: a number when executed, an unknown when proved.</summary>
    N Size(Size size);

    /// <summary>From now on writes to a table are forgotten, or no longer: what a seeded bug leaves undone.</summary>
    /// <exception cref="ArgumentException">there is no such table.</exception>
    void Forget(string table, bool isOn);
}
