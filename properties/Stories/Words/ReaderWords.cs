using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;

namespace Vmemmap.Properties.Stories.Words;

/// <summary>Changes of those who hold or read struct pages: drivers with pins, speculative readers.</summary>
internal static class ReaderWords
{
    public static IEnumerable<string> Tell(Moment moment)
    {
        for (var h = 0; h < moment.Scope.Folios; h++)
        {
            foreach (var words in Reader(moment, h).Concat(Pins(moment, h)))
            {
                yield return words;
            }
        }
    }

    /// <summary>What a reader's <c>compound_head()</c> returned.</summary>
    public static string Answer(Moment moment, int h) =>
        Answer(moment.Names, h, moment.After.ReaderPage[h].Value, moment.After.ReaderSlot[h].Value, moment.After.ReaderHead[h].Value);

    /// <summary>What a <c>compound_head()</c> of a struct page returned.</summary>
    public static string Answer(Names names, int h, int page, int slot, int head) => head switch
    {
        None.Nobody => $"{names.StructPage(h, page, slot)} itself, a tail",
        None.Garbage => "garbage",
        _ => names.Head(head),
    };

    private static IEnumerable<string> Reader(Moment moment, int h)
    {
        if (moment.Of("reader_live").Any(c => c.I == h && !c.IsSet) && !moment.After.At(h, ReaderPoints.Idle).IsTrue)
        {
            yield return "the reader's folio is no longer the hugepage of its first load";
        }
        var stage = moment.Of("reader_stage").Where(c => c.I == h).ToList();
        if (stage.Count == 0 || moment.After.At(h, ReaderPoints.Idle).IsTrue)
        {
            yield break;
        }
        var page = moment.Names.StructPage(h, moment.After.ReaderPage[h].Value, moment.After.ReaderSlot[h].Value);
        yield return moment.After.At(h, ReaderPoints.TestingFlag).IsTrue ? $"compound_head({page}): bit 0 is clear; is {page} a fake head? PG_head will tell"
            : moment.After.At(h, ReaderPoints.ReadingNext).IsTrue ? $"compound_head({page}): may be a fake head; page[1] will tell"
            : $"compound_head({page}) returns {Answer(moment, h)}";
    }

    private static IEnumerable<string> Pins(Moment moment, int h)
    {
        if (moment.Of("pin_count").Any(c => c.I == h))
        {
            var (s, count) = (moment.After, moment.After.PinCount[h].Value);
            var held = Enumerable.Range(0, Math.Min(count, moment.Scope.Pins)).Select(p => moment.Names.StructPage(h, s.PinPage[h, p].Value, s.PinSlot[h, p].Value));
            yield return count == 0 ? "drivers hold nothing" : $"drivers hold {Listing.Of(held)}";
        }
    }
}
