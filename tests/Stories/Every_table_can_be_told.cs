using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Tests.Stories;

/// <summary>A story can say what any cell holds and what became of it, whether the cell means much to a reader or not.</summary>
public sealed class Every_table_can_be_told
{
    private readonly Instance before = NewInstance();
    private readonly Instance after = NewInstance();

    public static TheoryData<string> Tables => [.. NewInstance().Memory.Layouts.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void As_a_fact_that_reads_differently_for_each_value(string name)
    {
        var table = after.Memory.Table(name);
        var (words, cells) = (new FactWords(new(after.Scope), after.State), new CellWords(new(after.Scope), after.State));
        List<Fact> facts = [.. ValuesOf(table).Select(value => new Fact(table, 0, 0, 0, value))];

        Assert.All(facts, fact => Assert.DoesNotContain("{", Sentence(words.Say(fact)), StringComparison.Ordinal));
        Assert.Equal(facts.Count, facts.Select(fact => Sentence(cells.Say(fact))).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void As_a_change_that_reads_differently_for_each_value(string name)
    {
        var table = after.Memory.Table(name);
        var old = after.Memory.Array[table.Offset];
        List<string> texts = [];
        foreach (var value in ValuesOf(table).Where(value => value != old))
        {
            after.Memory.Array[table.Offset] = value;

            var told = Telling.Of(new Moment(after.Machine.Steps[0], default, before, after));

            Assert.Equal([new Change(table, 0, 0, 0, old, value)], told.SelectMany(t => t.Of));
            texts.Add(string.Join("; ", told.Select(t => t.Words)));
        }

        Assert.All(texts, text => Assert.DoesNotContain("{", text, StringComparison.Ordinal));
        Assert.Equal(texts.Count, texts.Distinct().Count());
    }

    // Two hugepages, so that each has a name; a frame in nobody's page table.
    private static Instance NewInstance() => new(Corrected518.Design, Corrected518.Design.SmallScope with { Folios = 2, Frames = 7 });

    private IEnumerable<int> ValuesOf(TableLayout table)
    {
        var low = table.Values?.Low(after.Scope) ?? 0;
        return Enumerable.Range(low, (table.Values?.High(after.Scope) ?? 1) - low + 1);
    }

    private static string Sentence(Saying saying) => $"{saying.Subject}: {saying.Noun} {saying.Predicate}";
}
