using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Control;

namespace Vmemmap.Verify.Show;

/// <summary>The tables of a design's machine: what they are called and how readers are told of their cells.</summary>
internal sealed class ShownTables
{
    private readonly Dictionary<string, TableLayout> byName;
    private readonly State<Bit, Num> state;

    public ShownTables(Design design)
    {
        Instance instance = new(design, design.SmallScope);
        state = instance.State;
        byName = instance.Memory.Layouts.ToDictionary(table => table.Name);
        (Pte, List, ListLength) = (NameOf(state.Pte), NameOf(state.List), NameOf(state.ListLength));
        Counters = new(state);
        FoliosOfActors = [.. state.FailureCalls.Select(call => NameOf(call.Folio)), NameOf(state.WalkerFolio)];
        PagesOfActors = [.. state.FailureCalls.Select(call => NameOf(call.Page)), NameOf(state.WalkerPage)];
        SlotsOfActors = [.. state.FailureCalls.Select(call => NameOf(call.Slot)), NameOf(state.WalkerSlot)];
    }

    /// <summary>Which of them are program counters.</summary>
    public ProgramCounters Counters { get; }

    /// <summary>What states know of the machine.</summary>
    public Shape Shape => state.Shape;

    /// <summary>Names of the tables that some phrases are made of.</summary>
    public string Pte { get; }

    /// <inheritdoc cref="Pte"/>
    public string List { get; }

    /// <inheritdoc cref="Pte"/>
    public string ListLength { get; }

    /// <summary>Names of the tables that say at which folio those are who work on one page at a time: memory failure and the walker.</summary>
    public IReadOnlyList<string> FoliosOfActors { get; }

    /// <summary>The same of its vmemmap page.</summary>
    public IReadOnlyList<string> PagesOfActors { get; }

    /// <summary>The same of its slot.</summary>
    public IReadOnlyList<string> SlotsOfActors { get; }

    /// <summary>The table of that name.</summary>
    public TableLayout this[string name] => byName[name];

    private static string NameOf(Model.Logic.NumberTable<Bit, Num> table) => TableLayout.Of(table).Name;
}
