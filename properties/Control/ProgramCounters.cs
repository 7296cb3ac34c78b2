using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Control;

/// <summary>Which tables of a machine are program counters.</summary>
/// <param name="state">a state of the machine.</param>
public sealed class ProgramCounters(State<Bit, Num> state)
{
    /// <summary>Names of those of calls that stand while another of the same function goes on.</summary>
    public IReadOnlyList<string> OfOthers => [.. state.FailureCalls.Where(call => call != state.Failure).Select(call => NameOf(call.Stage))];

    /// <summary>The name of an actor's.</summary>
    public string Of(Actor actor) => actor switch
    {
        Actor.Hugepage => NameOf(state.Stage),
        Actor.MemoryFailure => NameOf(state.Failure.Stage),
        _ => NameOf(state.ReaderStage),
    };

    /// <summary>The actor whose program counter the table is, or null.</summary>
    public Actor? ActorOf(string table) => Enum.GetValues<Actor>().Select(actor => (Actor?)actor).FirstOrDefault(actor => Of(actor!.Value) == table);

    private static string NameOf(NumberTable<Bit, Num> table) => TableLayout.Of(table).Name;
}
