using Vmemmap.Model.Control;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Packed;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.Exploration;

/// <summary>The explorer works on packed words with compiled steps: neither may differ from the cells and the steps of the model.</summary>
public sealed class Packed_states
{
    [Property(MaxTest = 200)]
    public Property Unpacking_gives_back_what_was_packed() => Prop.ForAll(Gen.Choose(0, Catalogue.All.Count - 1).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), input =>
    {
        var ((design, folios), seed) = input;
        var (instance, layout) = Layout(Catalogue.All[design], folios + 1);
        var random = new System.Random(seed);
        var cells = new int[instance.Memory.Cells.Length];
        foreach (var table in instance.Memory.Layouts)
        {
            var (low, high) = (table.Values?.Low(instance.Scope) ?? 0, table.Values?.High(instance.Scope) ?? 1);
            for (var cell = table.Offset; cell < table.Offset + table.Length; cell++)
            {
                cells[cell] = random.Next(low, high + 1);
            }
        }
        var (words, unpacked) = (new ulong[layout.Words], new int[cells.Length]);
        layout.Pack(cells, words);
        layout.Unpack(words, unpacked);
        return cells.AsSpan().SequenceEqual(unpacked);
    });

    [Fact]
    public void A_value_that_its_table_does_not_declare_is_refused()
    {
        var (instance, layout) = Layout(Corrected.Design, folios: 1);
        var cells = instance.BootCells.ToArray();
        var last = instance.Machine.Shape.Hugepage.InOrder.Count - 1;
        cells[instance.Memory.Table("stage").Offset] = last + 1;

        var problem = Assert.Throws<InvalidOperationException>(() => layout.Pack(cells, new ulong[layout.Words]));

        Assert.Equal($"The table 'stage' holds values from 0 to {last}, but a step of the model gave it {last + 1}.", problem.Message);
    }

    [Fact]
    public void A_step_that_gives_a_table_a_value_it_does_not_declare_is_named_while_exploring()
    {
        var (instance, layout) = Layout(Corrected.Design, folios: 1);
        var stage = new TableSymbol("stage", IsTruth: false, [Index.Folio]);
        var bank = TermBank.Current;
        Term[] folio = [bank.Unknown("folio")];
        RecordedStep jump = new("jump", [Index.Folio], [], [new CellAssignment(stage, folio, bank.Sum(bank.Cell(stage, folio), bank.Integer(20)))]);
        var recording = Recording.Of(instance, Bounds.Default) with { Steps = [jump] };
        PackedWalk walk = new(recording, layout, goals: 0, test: null, threads: 2);

        var problem = Assert.Throws<InvalidOperationException>(() => walk.Run((_, _) => { }, () => false, onWave: null));

        var last = instance.Machine.Shape.Hugepage.InOrder.Count - 1;
        Assert.Equal($"The table 'stage' holds values from 0 to {last}, but a step of the model gave it {instance.Machine.Shape.Hugepage[Points.Prepared] + 20}.", problem.Message);
    }

    private static (Instance Instance, PackedLayout Layout) Layout(Design design, int folios)
    {
        var instance = new Instance(design, design.SmallScope with { Folios = folios, Frames = folios * design.SmallScope.Pages });
        return (instance, new PackedLayout(instance.Memory.Layouts, instance.Scope));
    }
}
