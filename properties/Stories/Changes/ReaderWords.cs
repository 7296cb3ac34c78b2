using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>Changes of those who hold or read struct pages: drivers with pins, speculative readers.</summary>
internal static class ReaderWords
{
    public static IEnumerable<Told> Tell(Moment moment) => Enumerable.Range(0, moment.Scope.Folios).SelectMany(h => Reader(moment, h).Concat(Pins(moment, h)));

    /// <summary>What a <c>compound_head()</c> of a struct page returned.</summary>
    public static string Answer(Names names, int h, int page, int slot, int head) => head switch
    {
        None.Nobody => $"{names.StructPage(h, page, slot)} itself, a tail",
        None.Garbage => "garbage",
        _ => names.Head(head),
    };

    private static IEnumerable<Told> Reader(Moment moment, int h)
    {
        var (now, isDone) = (moment.After, moment.After.At(h, ReaderPoints.Idle).IsTrue);
        var s = isDone ? moment.Before : now;
        var (v, e) = (s.ReaderPage[h].Value, s.ReaderSlot[h].Value);
        List<Change> progress = [.. moment.Of(now.ReaderStage).Where(c => c.I == h)];
        if (progress.Count == 0 || v < 0)
        {
            yield break;
        }
        var page = moment.Names.StructPage(h, v, e);
        var words = isDone ? $"the reader of {page} is done"
            : now.At(h, ReaderPoints.TestingFlag).IsTrue ? $"compound_head({page}): bit 0 is clear; is {page} a fake head? PG_head will tell"
            : now.At(h, ReaderPoints.ReadingNext).IsTrue ? $"compound_head({page}): may be a fake head; page[1] will tell"
            : $"compound_head({page}) returns {Answer(moment.Names, h, v, e, now.ReaderHead[h].Value)}";
        yield return new(Topic.Readers, words, [.. progress, .. Remembered().Where(c => c.I == h && (!isDone || c.IsForgotten))]);

        // What it looked at, and its answer. Until it has one, that is the struct page itself, as long as it may be a head.
        IEnumerable<Change> Remembered()
        {
            var isAnswer = isDone || now.At(h, ReaderPoints.Answered).IsTrue || now.ReaderHead[h].Value == (v == 0 && e == 0 ? h : None.Nobody);
            return [.. moment.Of(now.ReaderPage), .. moment.Of(now.ReaderSlot), .. isAnswer ? moment.Of(now.ReaderHead) : [], .. isDone ? moment.Of(now.ReaderLive) : []];
        }
    }

    private static IEnumerable<Told> Pins(Moment moment, int h)
    {
        var now = moment.After;
        List<Change> changes = [.. moment.Of(now.PinCount).Concat(moment.Of(now.PinPage)).Concat(moment.Of(now.PinSlot)).Where(c => c.I == h)];
        var count = now.PinCount[h].Value;
        if (changes.Count > 0 && count >= 0 && count <= moment.Scope.Pins)
        {
            // A pin that is dropped leaves nothing behind.
            var held = Enumerable.Range(0, count).Select(p => moment.Names.StructPage(h, now.PinPage[h, p].Value, now.PinSlot[h, p].Value));
            yield return new(Topic.Readers, count == 0 ? $"{moment.Names.OfFolio(h)}drivers hold nothing" : $"drivers hold {Listing.Of(held)}",
                [.. changes.Where(c => c.Table == TableLayout.Of(now.PinCount) || c.J < count || c.IsForgotten)]);
        }
    }
}
