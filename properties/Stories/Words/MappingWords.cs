using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Words;

/// <summary>Changes of the page table, of what CPUs may still hold, and of the frames.</summary>
internal static class MappingWords
{
    public static IEnumerable<string> Tell(Moment moment) => [.. Entries(moment), .. Flush(moment), .. Frames(moment)];

    // VP2: f2 rw -> f1 ro, CPUs may still hold VP2 -> f2
    private static IEnumerable<string> Entries(Moment moment)
    {
        var (old, now, names) = (moment.Before, moment.After, moment.Names);
        foreach (var (h, v) in moment.Of("pte").Concat(moment.Of("writable")).Select(c => (c.I, c.J)).Distinct())
        {
            var was = old.Pte[h, v].Value;
            var held = was != now.Pte[h, v].Value && now.Stale[h, v, was].IsTrue ? $", CPUs may still hold {names.Page(h, v)} -> {Names.Frame(was)}" : "";
            yield return $"{names.Page(h, v)}: {Entry(old, h, v)} -> {Entry(now, h, v)}{held}";
        }
    }

    private static string Entry(State<Model.Concrete.Bit, Model.Concrete.Num> state, int h, int v) =>
        $"{Names.Frame(state.Pte[h, v].Value)} {(state.Writable[h, v].IsTrue ? "rw" : "ro")}";

    private static IEnumerable<string> Flush(Moment moment)
    {
        var flushed = moment.Of("stale").Where(c => !c.IsSet).ToList();
        if (flushed.Count > 0)
        {
            yield return $"no CPU holds {Listing.Of(flushed.Select(c => $"{moment.Names.Page(c.I, c.J)} -> {Names.Frame(c.K)}"))} any longer";
        }
        // A translation becomes stale by a change of its entry and is told there; any other way is worth a line of its own.
        foreach (var c in moment.Of("stale").Where(c => c.IsSet && !moment.Of("pte").Any(p => p.I == c.I && p.J == c.J)))
        {
            yield return $"CPUs may still hold {moment.Names.Page(c.I, c.J)} -> {Names.Frame(c.K)}";
        }
    }

    private static IEnumerable<string> Frames(Moment moment)
    {
        var (old, now, names) = (moment.Before, moment.After, moment.Names);
        // The place in a list or in the page table is part of who the owner is, but not worth a line where the frame just moves up.
        foreach (var f in moment.Of("owner").Concat(moment.Of("owner_folio")).Select(c => c.I).Distinct())
        {
            yield return $"frame {Names.Frame(f)}: {names.OwnerOf(old, f)} -> {names.OwnerOf(now, f)}";
        }
        foreach (var c in moment.Of("frame_bad"))
        {
            yield return $"frame {Names.Frame(c.I)}: its memory {(c.IsSet ? "is bad" : "is good again")}";
        }
        foreach (var c in moment.Of("fresh").Where(c => c.IsSet))
        {
            yield return $"frame {Names.Frame(c.I)}: nothing is written to it yet";
        }
    }
}
