using Vmemmap.Model.Concrete;

namespace Vmemmap.Model;

/// <content>What each table can hold.</content>
public sealed partial class Machine<B, N>
{
    private IReadOnlyList<Invariant<B, N>>? ranges;

    /// <summary>
    /// One invariant for each table, named after it: a step stores no value that the table does not declare, and to no cell that it has not. What such a step leads to is not followed: a run ends there. Proofs
    /// know no ranges, as they ask nothing of sizes.
    /// </summary>
    public IReadOnlyList<Invariant<B, N>> Ranges => ranges ??= RangesOf(new CellStore(Design.SmallScope));

    /// <summary>The name of the invariant about the range of a table.</summary>
    public static string RangeOf(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"{table.Trim('_').ToLowerInvariant().Replace('_', '-')}-in-range";
    }

    /// <summary>The property, lemma or range of that name, or null.</summary>
    public Invariant<B, N>? Find(string name) => Properties.Concat(Lemmas).Concat(Ranges).FirstOrDefault(invariant => invariant.Name == name);

    private List<Invariant<B, N>> RangesOf(CellStore tables)
    {
        _ = new State<Bit, Num>(Shape, tables);
        return [.. tables.Layouts.Select(RangeOf)];
    }

    private static Invariant<B, N> RangeOf(TableLayout table) => new(
        RangeOf(table.Name), ["range"],
        $"What is stored in {table.Name} is {(table.Values is null ? "a truth value" : $"one of its values ({table.Values.Name})")}, in a cell that there is.",
        "The declaration of the table.",
        table.Indices,
        [],
        (s, x) => IsInRange(s, table, x) & !s.Tables.IsMissed(table.Name));

    private static B IsInRange(State<B, N> s, TableLayout table, At<N> x)
    {
        if (table.Values is null)
        {
            return true;
        }
        var numbers = s.Tables.NumbersOf(table.Name);
        var value = table.Indices.Count switch
        {
            0 => numbers.Value,
            1 => numbers[x[table.Indices[0]]],
            _ => numbers[x[table.Indices[0]], x[table.Indices[1]]],
        };
        return value >= s.Tables.Size(new Size($"least {table.Name}", table.Values.Low)) & value <= s.Tables.Size(new Size($"most {table.Name}", table.Values.High));
    }
}
