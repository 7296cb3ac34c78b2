using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Exploration;

/// <summary>
/// A lookup of a head that is made of lookups has few terms and very many ways through them: code that followed each would have a thousand million pieces here, and of the lookups of 6.2 to 6.17 a hundred thousand.
/// </summary>
public sealed class Code_of_terms
{
    private const int Depth = 30;

    private static readonly TableSymbol Stage = new("stage", IsTruth: false, [Index.Folio]);
    private static readonly Instance Instance = new(Corrected518.Design, Corrected518.Design.SmallScope);

    [Fact]
    public void Grows_with_the_terms_and_not_with_the_ways_through_them()
    {
        var bank = TermBank.Current;
        var term = bank.Cell(Stage, bank.Integer(0));
        for (var level = 0; level < Depth; level++)
        {
            term = bank.Sum(term, term);
        }

        Assert.Equal(1 << Depth, ValueOf(term, stage: 1));
    }

    [Fact]
    public void Computes_an_index_once_though_it_is_compared_with_the_size_of_the_table_besides()
    {
        var bank = TermBank.Current;
        var term = bank.Cell(Stage, bank.Integer(0));
        for (var level = 0; level < Depth; level++)
        {
            term = bank.Cell(Stage, term);
        }
        PackedLayout layout = new(Instance.Memory.Layouts, Instance.Scope);
        RecordedInvariant never = new("the first hugepage's stage is not its own number", [], [], bank.Not(bank.Equal(term, bank.Integer(0))));

        Assert.True(InvariantCode.Compile(never, layout, Instance.Scope)(layout.Pack(CellsWith(stage: 0))));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    public void Computes_what_several_use_before_the_first_of_them(int stage, int expected)
    {
        var bank = TermBank.Current;
        var (first, shared) = (bank.Cell(Stage, bank.Integer(0)), bank.Cell(Stage, bank.Integer(0)));
        for (var level = 0; level < Depth; level++)
        {
            shared = bank.If(bank.Less(shared, bank.Integer(2)), bank.Sum(shared, bank.Cell(Stage, bank.Integer(9))), bank.Integer(7));
        }
        var term = bank.If(bank.Equal(first, bank.Integer(0)), bank.Sum(shared, bank.Integer(2)), bank.Sum(shared, bank.Integer(3)));

        Assert.Equal(expected, ValueOf(term, stage));
    }

    private static int ValueOf(Term term, int stage) => new CheckCode(Instance.Memory.Layouts, Instance.Scope).Number(term).Value(CellsWith(stage));

    private static int[] CellsWith(int stage)
    {
        var cells = Instance.Memory.Cells.ToArray();
        cells[Instance.Memory.Layouts.Single(table => table.Name == Stage.Name).Offset] = stage;
        return cells;
    }
}
