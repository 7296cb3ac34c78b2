using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Retold;

/// <summary>Speaks of any cell of any table, in the words that stand at the table's declaration.</summary>
internal sealed class CellWords(Names names, State<Bit, Num> state)
{
    private const string Value = "{value}";

    /// <summary>Whom a cell belongs to.</summary>
    public string Owner(TableLayout table, int i, int j, int k) => table.Indices switch
    {
        [] => WordsOf(table).Owner,
        [Index.Folio] => names.Folio(i),
        [Index.Folio, Index.Page] => names.Page(i, j),
        [Index.Folio, Index.Page, Index.Slot] => names.StructPage(i, j, k),
        [Index.Folio, Index.Page, Index.Frame] => $"{names.Page(i, j)} -> {Names.Frame(k)}",
        [Index.Folio, Index.Entry] => $"{names.OfFolio(i)}entry {j} of the list",
        [Index.Folio, Index.Pin] => $"{names.OfFolio(i)}pin {j}",
        [Index.Frame] => $"frame {Names.Frame(i)}",
        [Index.Frame, Index.Slot] => names.StructPagesAt(state, i, j),
        var others => string.Join(", ", others.Zip([i, j, k], (index, value) => $"{index} {value}")),
    };

    /// <summary>What a cell holds, and what was wanted instead where that is known.</summary>
    public Saying Say(Fact fact)
    {
        var (table, says) = (fact.Table, WordsOf(fact.Table));
        var predicate = Fill(Predicate(table, says, fact.Value), table, fact.I, fact.Value, fact.Value);
        var wanted = fact.Wanted is { } other && fact.Value != other && says.Is.EndsWith(Value, StringComparison.Ordinal) ? $", not {Show(table, fact.I, other)}" : "";
        var noun = says.Noun is null ? null : Fill(says.Noun, table, fact.I, fact.Value, fact.Value);
        return new(Owner(table, fact.I, fact.J, fact.K), noun, predicate + wanted, says.IsTruth);
    }

    /// <summary>What became of a cell, without whom it belongs to; a predicate where the latter is the subject.</summary>
    public (string Words, bool IsPredicate) Became(Change c)
    {
        var says = WordsOf(c.Table);
        var becomes = c.IsForgotten ? says.BecomesEmpty : says.Becomes;
        var words = becomes ?? $"{says.Noun} {Predicate(c.Table, says, c.New)}".TrimStart();
        return (Fill(words, c.Table, c.I, c.New, c.Old), IsPredicate: becomes is null && says.Noun is null);
    }

    private static string Predicate(TableLayout table, Words says, int value) => value == table.Empty ? says.IsEmpty ?? says.Is : says.Is;

    private string Fill(string text, TableLayout table, int i, int value, int old) => text
        .Replace("{table}", table.Name, StringComparison.Ordinal)
        .Replace(Value, Show(table, i, value), StringComparison.Ordinal)
        .Replace("{old}", Show(table, i, old), StringComparison.Ordinal)
        .Replace("{folio}", value >= 0 ? names.Folio(value) : value == None.Nobody ? "nobody" : "another user", StringComparison.Ordinal);

    // What a number names is called by its name.
    private string Show(TableLayout table, int i, int value) => table.Values switch
    {
        { Of: Index.Folio } => names.Head(value),
        { Of: Index.Frame } => value < 0 ? "no frame" : Names.Frame(value),
        { Of: Index.Page } => value < 0 ? "no page" : names.Page(table.Indices is [Index.Folio, ..] ? i : FolioBeside(table), value),
        { } domain => domain.Show(value),
        null => $"{value}",
    };

    // The folio of who works on one page at a time, as the table names its page.
    private int FolioBeside(TableLayout table) => state.FailureCalls
        .Select(call => (call.Page, call.Folio))
        .Append((Page: state.WalkerPage, Folio: state.WalkerFolio))
        .First(one => TableLayout.Of(one.Page).Number == table.Number).Folio.Value.Value;

    private static Words WordsOf(TableLayout table) =>
        table.Says ?? throw new InvalidOperationException($"Internal error: the table '{table.Name}' has no words.");
}
