using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Changes of page table entries, each with its permission and the translation that it leaves behind, and flushes.</summary>
internal static class MappingWords
{
    public static IEnumerable<Told> Tell(Moment moment) => [.. Entries(moment), .. Flush(moment)];

    // VP2: f2 rw -> f1 ro, CPUs may still hold VP2 -> f2
    private static IEnumerable<Told> Entries(Moment moment)
    {
        var (old, now, names) = (moment.Before, moment.After, moment.Names);
        foreach (var entry in moment.Of(now.Pte).Concat(moment.Of(now.Writable)).GroupBy(c => (c.I, c.J)))
        {
            var (h, v) = entry.Key;
            var was = old.Pte[h, v].Value;
            var isHeld = was != now.Pte[h, v].Value && now.Stale[h, v, was].IsTrue;
            var held = isHeld ? $", CPUs may still hold {names.Page(h, v)} -> {Names.Frame(was)}" : "";
            yield return new(
                Topic.Mapping, $"{names.Page(h, v)}: {Entry(old, h, v)} -> {Entry(now, h, v)}{held}",
                [.. entry, .. moment.Of(now.Stale).Where(c => isHeld && (c.I, c.J, c.K) == (h, v, was))]);
        }
    }

    private static string Entry(State<Bit, Num> state, int h, int v) => state.Pte[h, v].Value == None.Nobody ? Names.Frame(None.Nobody) :
        $"{Names.Frame(state.Pte[h, v].Value)} {(state.Writable[h, v].IsTrue ? "rw" : "ro")}";

    private static IEnumerable<Told> Flush(Moment moment)
    {
        List<Change> flushed = [.. moment.Of(moment.After.Stale).Where(c => c.IsForgotten)];
        if (flushed.Count > 0)
        {
            var held = Listing.Of(flushed.Select(c => $"{moment.Names.Page(c.I, c.J)} -> {Names.Frame(c.K)}"));
            yield return new(Topic.Mapping, $"no CPU holds {held} any longer", flushed);
        }
    }
}
