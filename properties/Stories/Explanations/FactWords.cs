using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>Puts facts into words: those of the cell's table, but where several tables make one thing.</summary>
internal sealed class FactWords(Names names, State<Bit, Num> state)
{
    private readonly CellWords cells = new(names, state);

    /// <summary>The fact in words.</summary>
    public Saying Say(Fact fact)
    {
        if (fact.IsOf(state.Owner) || fact.IsOf(state.OwnerFolio) || fact.IsOf(state.OwnerIndex))
        {
            return OfOwner(fact.I);
        }
        return fact.IsOf(state.ReaderHead) && state.ReaderPage[fact.I].Value >= 0 ? OfAnswer(fact) : cells.Say(fact);
    }

    private Saying OfOwner(int frame) => Saying.Verb($"frame {Names.Frame(frame)}", state.Owner[frame].Value switch
    {
        Owner.Buddy => "is with the buddy allocator",
        Owner.Vmemmap => $"is that of {names.OwnerOf(state, frame)}",
        Owner.Collected => "is in the list of an operation",
        Owner.User => "is with another user",
        _ => "is retired",
    });

    private Saying OfAnswer(Fact fact)
    {
        var (h, page, slot) = (fact.I, state.ReaderPage[fact.I].Value, state.ReaderSlot[fact.I].Value);
        var wanted = fact.Wanted is { } other ? $", not {names.Head(other)}" : "";
        return Saying.Of(names.StructPage(h, page, slot), "compound_head()", $"returned {ReaderWords.Answer(names, h, page, slot, fact.Value)}{wanted}");
    }
}
