using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;

namespace Vmemmap.Tests.Model;

/// <summary>What the declaration of a table says of it once, for everybody.</summary>
[Trait("Category", "Fast")]
public sealed class Every_table
{
    public static TheoryData<string> Designs => [.. Catalogue.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Has_words(string design) =>
        Assert.All(TablesOf(design).Layouts, table =>
        {
            Assert.True(table.Says is not null, $"The table '{table.Name}' has no words: say them where it is declared.");
            Assert.NotEqual("", table.Says.Is.Trim());
        });

    // Of a truth both sides are told.
    [Theory]
    [MemberData(nameof(Designs))]
    public void Of_truths_has_words_for_either_value(string design) =>
        Assert.All(TablesOf(design).Layouts.Where(table => table.Values is null), table => Assert.NotEqual(table.Says!.Is, table.Says.IsEmpty ?? table.Says.Is));

    [Theory]
    [MemberData(nameof(Designs))]
    public void Begins_with_its_empty_value_in_every_cell(string design)
    {
        var memory = TablesOf(design);

        Assert.All(memory.Layouts, table => Assert.All(memory.Cells.Slice(table.Offset, table.Length).ToArray(), cell => Assert.Equal(table.Empty, cell)));
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void Has_an_empty_value_that_its_cells_can_hold(string design)
    {
        var memory = TablesOf(design);

        Assert.All(memory.Layouts, table => Assert.InRange(table.Empty, table.Values?.Low(memory.Scope) ?? 0, table.Values?.High(memory.Scope) ?? 0));
    }

    private static CellStore TablesOf(string name)
    {
        var design = Catalogue.Find(name)!;
        var memory = new CellStore(design.SmallScope);
        _ = new State<Bit, Num>(design.Shape, memory);
        return memory;
    }
}
