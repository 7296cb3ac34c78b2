using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>
/// The traced meaning: evaluating an invariant or a guard does not compute its value but shows how it is computed, over the very tables of a
/// <see cref="Memory"/>. Both arms of a conditional are there, so nothing that is ever read goes unseen.
/// </summary>
public sealed class TracedTables(Memory memory) : ITables<TracedTruth, TracedNumber>
{
    private int declared;

    /// <summary>The variables themselves, to be put in for the indices of an invariant or a step.</summary>
    public static At<TracedNumber> Variables { get; } = new(
        Variable(Index.Folio), Variable(Index.Page), Variable(Index.Slot), Variable(Index.Frame), Variable(Index.Entry), Variable(Index.Pin));

    /// <summary>The state of an instance's machine in the traced meaning.</summary>
    public static State<TracedTruth, TracedNumber> StateOf(Instance instance) =>
        new(instance.Machine.Design, new TracedTables(instance.Memory));

    /// <inheritdoc/>
    public NumberTable<TracedTruth, TracedNumber> Numbers(string name, Domain values, params Index[] indices) => new TracedNumbers(Next(name));

    /// <inheritdoc/>
    public TruthTable<TracedTruth, TracedNumber> Truths(string name, params Index[] indices) => new TracedTruths(Next(name));

    /// <inheritdoc/>
    public TracedNumber Size(string name) => memory.Size(name).Value;

    private static TracedNumber Variable(Index index) => new(new VariableTerm(index));

    // The state declares its tables in the same order for every meaning.
    private TableLayout Next(string name)
    {
        var table = memory.Layouts[declared++];
        return table.Name == name ? table : throw new InvalidOperationException($"Table '{name}' is declared where '{table.Name}' was before.");
    }
}

internal sealed class TracedNumbers(TableLayout table) : NumberTable<TracedTruth, TracedNumber>
{
    public override TracedNumber Value
    {
        get => Read();
        set => throw Unexpected.Write(table);
    }

    public override TracedNumber this[TracedNumber i]
    {
        get => Read(i.Term);
        set => throw Unexpected.Write(table);
    }

    public override TracedNumber this[TracedNumber i, TracedNumber j]
    {
        get => Read(i.Term, j.Term);
        set => throw Unexpected.Write(table);
    }

    public override void Fill(TracedNumber i, TracedNumber value) => throw Unexpected.Write(table);

    public override void CopyRow(TracedNumber to, TracedNumber from) => throw Unexpected.Write(table);

    private TracedNumber Read(params NumberTerm[] indices) => new(new ReadTerm(new TableRead(table, indices)));
}

internal sealed class TracedTruths(TableLayout table) : TruthTable<TracedTruth, TracedNumber>
{
    public override TracedTruth this[TracedNumber i]
    {
        get => Read(i.Term);
        set => throw Unexpected.Write(table);
    }

    public override TracedTruth this[TracedNumber i, TracedNumber j]
    {
        get => Read(i.Term, j.Term);
        set => throw Unexpected.Write(table);
    }

    public override TracedTruth this[TracedNumber i, TracedNumber j, TracedNumber k]
    {
        get => Read(i.Term, j.Term, k.Term);
        set => throw Unexpected.Write(table);
    }

    public override void Fill(TracedNumber i, TracedTruth value) => throw Unexpected.Write(table);

    public override void CopyRow(TracedNumber to, TracedNumber from) => throw Unexpected.Write(table);

    private TracedTruth Read(params NumberTerm[] indices) => new(new ReadTruth(new TableRead(table, indices)));
}

internal static class Unexpected
{
    public static InvalidOperationException Write(TableLayout table) =>
        new($"An invariant or a guard writes to the table '{table.Name}': only effects of steps may.");
}
