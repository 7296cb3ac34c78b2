using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>A concrete state read in the meaning of reasons.</summary>
internal sealed class ReasonTables(CellStore memory) : ITables<Reasoned, Traced>
{
    public NumberTable<Reasoned, Traced> Numbers(string name, Domain values, IReadOnlyList<Index> indices, int empty, Words? says = null) => new NumberCells(Cells(name));

    public NumberTable<Reasoned, Traced> NumbersOf(string name) => new NumberCells(Cells(name));

    public TruthTable<Reasoned, Traced> TruthsOf(string name) => new TruthCells(Cells(name));

    public Reasoned IsMissed(string table) => memory.IsMissed(table).IsTrue;

    public TruthTable<Reasoned, Traced> Truths(string name, IReadOnlyList<Index> indices, Words? says = null) => new TruthCells(Cells(name));

    public Traced Size(Size size) => memory.Size(size).Value;

    public void Forget(string table, bool isOn) => throw new NotSupportedException($"An invariant must not forget the table '{table}'.");

    private Source Cells(string name) => new(memory, memory.Layouts.Single(l => l.Name == name));

    private sealed record Source(CellStore Memory, TableLayout Layout)
    {
        // As in the concrete meaning, what lies outside the table reads as 0; it hinges on nothing.
        public (int Value, IReadOnlyList<Fact> Facts) Read(params ReadOnlySpan<int> at)
        {
            var cell = 0;
            for (var n = 0; n < at.Length; n++)
            {
                var count = Memory.Scope.Count(Layout.Indices[n]);
                if (at[n] < 0 || at[n] >= count)
                {
                    return (0, []);
                }
                cell = cell * count + at[n];
            }
            var value = Memory.Cells[Layout.Offset + cell];
            var (i, j, k) = Layout.IndicesOf(Layout.Offset + cell);
            return (value, [new(Layout, i, j, k, value)]);
        }

        public NotSupportedException ReadOnly() => new($"An invariant must not write the table '{Layout.Name}'.");
    }

    private sealed class NumberCells(Source source) : NumberTable<Reasoned, Traced>
    {
        public override Traced Value { get => Read(); set => throw source.ReadOnly(); }

        public override Traced this[Traced i] { get => Read(i.Value); set => throw source.ReadOnly(); }

        public override Traced this[Traced i, Traced j] { get => Read(i.Value, j.Value); set => throw source.ReadOnly(); }

        public override void Fill(Traced i, Traced value) => throw source.ReadOnly();

        public override void CopyRow(Traced to, Traced from) => throw source.ReadOnly();

        private Traced Read(params ReadOnlySpan<int> at)
        {
            var (value, facts) = source.Read(at);
            return new(value, facts);
        }
    }

    private sealed class TruthCells(Source source) : TruthTable<Reasoned, Traced>
    {
        public override Reasoned Value { get => Read(); set => throw source.ReadOnly(); }

        public override Reasoned this[Traced i] { get => Read(i.Value); set => throw source.ReadOnly(); }

        public override Reasoned this[Traced i, Traced j] { get => Read(i.Value, j.Value); set => throw source.ReadOnly(); }

        public override Reasoned this[Traced i, Traced j, Traced k] { get => Read(i.Value, j.Value, k.Value); set => throw source.ReadOnly(); }

        public override void Fill(Traced i, Reasoned value) => throw source.ReadOnly();

        public override void CopyRow(Traced to, Traced from) => throw source.ReadOnly();

        public override void CopyRowOf(TruthTable<Reasoned, Traced> other, Traced row) => throw source.ReadOnly();

        private Reasoned Read(params ReadOnlySpan<int> at)
        {
            var (value, facts) = source.Read(at);
            return new(value != 0, facts);
        }
    }
}
