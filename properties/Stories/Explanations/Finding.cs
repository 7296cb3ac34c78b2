using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>The last sentence of a story: what is wrong at the marked place, with the values.</summary>
internal static class Finding
{
    public static string Say(RetoldCounterexample told, Explanation why, Place place)
    {
        var (state, names) = (told.Now.State, new Names(told.Now.Scope));
        var words = new FactWords(names, state);
        // What never changes is told where the words of its table say so.
        var blamed = Words(why.Blamed.Where(f => told.Written.Contains(f.Table.Name) || f.Table.Says is { IsTruth: true, IsTelling: true }));
        // Of what the premises say only that which a reader must know to see that the conclusion ought to hold, the truth first.
        // Where the conclusion hinges on no cell, what the premises say is what is wrong.
        var context = Words(why.Context.Where(f => blamed.Count == 0 || f.Table.Says is { IsTelling: true }).OrderByDescending(f => f.Table.Says!.IsTruth));
        var (known, truth) = (blamed.Where(s => !s.IsTruth).ToList(), blamed.Where(s => s.IsTruth).ToList());

        // What the kernel has written down and what is the case contradict each other; or what is given and what should follow do.
        var sentence = known.Count > 0 && truth.Count > 0 ? Contrast(known, truth) : Contrast(context, blamed);
        return $"{place.Say(names, state)}: {sentence}{Errors(why, place, names, state, told.Now.Scope)}{Ranges(told, why)}.";

        List<Saying> Words(IEnumerable<Fact> facts) =>
            [.. facts.Select(words.Say).Select(s => s with { IsOfPlace = IsOfPlace(s, place, names, state) })];
    }

    private static string Contrast(List<Saying> given, List<Saying> but)
    {
        string? subject = null;
        var first = Saying.Join(given, ref subject);
        var second = Saying.Join(but, ref subject);
        return first.Length > 0 && second.Length > 0 ? $"{first}, but {second}" : first + second;
    }

    private static bool IsOfPlace(Saying saying, Place place, Names names, State<Bit, Num> state) => place switch
    {
        { Folio: { } h, Page: { } v, Slot: { } e } =>
            saying.Subject == names.StructPage(h, v, e) || saying.Subject == names.StructPagesAt(state, place.Frame ?? state.Pte[h, v].Value, e),
        { Folio: { } h, Page: { } v } => saying.Subject == names.Page(h, v),
        { Folio: { } h } => saying.Subject == names.Folio(h),
        { Frame: { } f } => saying.Subject == $"frame {Names.Frame(f)}",
        _ => false,
    };

    // A number that its table does not declare, or a store to a cell that there is not, of which no fact is left.
    private static string Ranges(RetoldCounterexample told, Explanation why) =>
        why.Blamed.FirstOrDefault(fact => fact.Value < fact.Table.Low || fact.Value > fact.Table.High) is { } fact ? $"; only {fact.Table.Low} to {fact.Table.High} can be there"
        : told.Now.Memory.Layouts.FirstOrDefault(table => told.Now.Memory.IsMissed(table.Name).IsTrue) is { } missed ? $"a store to {missed.Name} goes to no cell of it"
        : "";

    // A flag at the wrong place asks for the right one.
    private static string Errors(Explanation why, Place place, Names names, State<Bit, Num> state, Scope scope)
    {
        if (!why.Blamed.Any(f => f.IsOf(state.PgHwpoison) && f.Value != 0))
        {
            return "";
        }
        var bad = Assignments.Of([Index.Folio, Index.Page, Index.Slot], scope)
            .Where(x => state.Bad[x.Folio, x.Page, x.Slot].IsTrue && !(x.Folio.Value == place.Folio && x.Page.Value == place.Page && x.Slot.Value == place.Slot))
            .Select(x => names.StructPage(x.Folio.Value, x.Page.Value, x.Slot.Value)).ToList();
        return bad.Count == 0 ? "" : $"; the error is at {Listing.Of(bad)}";
    }
}
